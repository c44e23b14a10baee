/** The grades children get. */
@NullMarked
package dev.consent.samples.parentportal.grade;

import org.jspecify.annotations.NullMarked;
