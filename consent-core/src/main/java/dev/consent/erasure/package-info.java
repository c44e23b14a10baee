/** What must be forgotten and by when, and the proof that it was: values and date arithmetic. */
@NullMarked
package dev.consent.erasure;

import org.jspecify.annotations.NullMarked;
