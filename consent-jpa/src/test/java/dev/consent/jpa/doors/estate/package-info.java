/** What people may leave behind, mapped and audited in every way that erasing has to know. */
@NullMarked
package dev.consent.jpa.doors.estate;

import org.jspecify.annotations.NullMarked;
