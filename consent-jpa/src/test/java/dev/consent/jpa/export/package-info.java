/** What a person gets when they ask what is held about them. */
@NullMarked
package dev.consent.jpa.export;

import org.jspecify.annotations.NullMarked;
