/** What goes wrong is told without the values it went wrong with. */
@NullMarked
package dev.consent.jpa.silence;

import org.jspecify.annotations.NullMarked;
