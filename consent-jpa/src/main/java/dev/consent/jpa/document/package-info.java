/** How documents for people and machines are written: JSON, CSV and HTML. For consent itself. */
@NullMarked
package dev.consent.jpa.document;

import org.jspecify.annotations.NullMarked;
