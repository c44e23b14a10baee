/** Attributes that cannot be null are hidden behind a placeholder, and erased to it. */
@NullMarked
package dev.consent.jpa.placeholder;

import org.jspecify.annotations.NullMarked;
