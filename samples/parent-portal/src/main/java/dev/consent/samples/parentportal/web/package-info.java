/** What all pages share: language, dates, the header, and refusals. */
@NullMarked
package dev.consent.samples.parentportal.web;

import org.jspecify.annotations.NullMarked;
