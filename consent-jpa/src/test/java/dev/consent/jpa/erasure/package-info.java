/** What is owed is erased for good, once, in time, through crashes; what is not owed stays. */
@NullMarked
package dev.consent.jpa.erasure;

import org.jspecify.annotations.NullMarked;
