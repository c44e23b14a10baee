/** Copies of personal data outside the database: what is still to be erased there, and having it erased. */
@NullMarked
package dev.consent.jpa.derived;

import org.jspecify.annotations.NullMarked;
