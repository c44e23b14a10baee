/** Documents for people. */
@NullMarked
package dev.consent.jpa.record;

import org.jspecify.annotations.NullMarked;
