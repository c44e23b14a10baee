/** Renders guards as SQL, and fills in at each execution what they cannot know beforehand. */
@NullMarked
package dev.consent.jpa.guard;

import org.jspecify.annotations.NullMarked;
