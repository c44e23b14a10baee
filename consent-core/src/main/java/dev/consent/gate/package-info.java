/** The question an application asks before it acts: may I, for this person and this purpose? */
@NullMarked
package dev.consent.gate;

import org.jspecify.annotations.NullMarked;
