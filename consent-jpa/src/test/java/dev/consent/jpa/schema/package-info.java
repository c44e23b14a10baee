/** That the scripts for the schema do what they say. */
@NullMarked
package dev.consent.jpa.schema;

import org.jspecify.annotations.NullMarked;
