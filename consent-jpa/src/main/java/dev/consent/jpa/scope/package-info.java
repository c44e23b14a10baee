/** What the scope of the running work changes: the clock, and leave to read past the guards, which is recorded. */
@NullMarked
package dev.consent.jpa.scope;

import org.jspecify.annotations.NullMarked;
