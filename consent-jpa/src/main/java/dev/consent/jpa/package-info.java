/** The door of consent for Hibernate: one entry, {@link dev.consent.jpa.Consent}, and its settings. */
@NullMarked
package dev.consent.jpa;

import org.jspecify.annotations.NullMarked;
