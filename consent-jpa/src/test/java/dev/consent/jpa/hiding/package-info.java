/** Every door through which hidden data could be read, and every way in which it could be lost. */
@NullMarked
package dev.consent.jpa.hiding;

import org.jspecify.annotations.NullMarked;
