/** What hiding costs those who write. That it hides stands in the room of doors. */
@NullMarked
package dev.consent.jpa.hiding;

import org.jspecify.annotations.NullMarked;
