/** Texts people are shown, and consent that has to be renewed when they change. */
@NullMarked
package dev.consent.jpa.wording;

import org.jspecify.annotations.NullMarked;
