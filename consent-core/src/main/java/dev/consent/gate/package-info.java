/**
 * The question an application asks before it acts: may I, for this person and this purpose? And the scope it acts in.
 */
@NullMarked
package dev.consent.gate;

import org.jspecify.annotations.NullMarked;
