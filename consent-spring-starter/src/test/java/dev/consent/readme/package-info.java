/** The code of the README, compiled and run. */
@NullMarked
package dev.consent.readme;

import org.jspecify.annotations.NullMarked;
