/** The auditor's pages: read-only answers about the past. */
@NullMarked
package dev.consent.samples.parentportal.audit;

import org.jspecify.annotations.NullMarked;
