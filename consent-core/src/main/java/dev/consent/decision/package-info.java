/** What people decide, and the one pure function that turns decisions into what is in force now. */
@NullMarked
package dev.consent.decision;

import org.jspecify.annotations.NullMarked;
