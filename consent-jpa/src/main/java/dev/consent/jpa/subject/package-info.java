/** The tables of data subjects, their masks, and the bits that purposes have in them. */
@NullMarked
package dev.consent.jpa.subject;

import org.jspecify.annotations.NullMarked;
