/** Who decides for people under the age of consent. */
@NullMarked
package dev.consent.jpa.guardian;

import org.jspecify.annotations.NullMarked;
