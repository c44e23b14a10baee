/** Scripts for the application's schema: what consent adds to it, what makes it fast, and who else may read it. */
@NullMarked
package dev.consent.jpa.schema;

import org.jspecify.annotations.NullMarked;
