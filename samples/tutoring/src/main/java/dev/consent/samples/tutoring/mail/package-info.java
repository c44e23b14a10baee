/** The mail that went out, shown in the application instead of being delivered. */
@NullMarked
package dev.consent.samples.tutoring.mail;

import org.jspecify.annotations.NullMarked;
