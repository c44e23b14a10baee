/**
 * A club: people whose fields are protected, notes whose rows are, and everything a developer may map around them.
 */
@NullMarked
package dev.consent.jpa.doors.club;

import org.jspecify.annotations.NullMarked;
