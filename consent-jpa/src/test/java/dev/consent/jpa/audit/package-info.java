/** The auditor's questions on both databases. */
@NullMarked
package dev.consent.jpa.audit;

import org.jspecify.annotations.NullMarked;
