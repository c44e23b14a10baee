/** What is left of erased data in the files of a database, and after which step it is gone. */
@NullMarked
package dev.consent.jpa.disk;

import org.jspecify.annotations.NullMarked;
