/** What applications use in their own tests and demos. Depends on no test framework. */
@NullMarked
package dev.consent.testing;

import org.jspecify.annotations.NullMarked;
