@NullMarked
package dev.consent.jpa.restriction;

import org.jspecify.annotations.NullMarked;
