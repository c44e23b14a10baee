/** What is held about one person, for that person: everything an erasure would take, readable and in a common format. */
@NullMarked
package dev.consent.jpa.export;

import org.jspecify.annotations.NullMarked;
