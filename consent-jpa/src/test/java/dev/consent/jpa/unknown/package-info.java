/** One database of two applications, of which each knows purposes the other does not. */
@NullMarked
package dev.consent.jpa.unknown;

import org.jspecify.annotations.NullMarked;
