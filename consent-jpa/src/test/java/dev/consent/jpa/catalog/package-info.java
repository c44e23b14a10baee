/** What the catalogue says about a model, and the documents made of it. */
@NullMarked
package dev.consent.jpa.catalog;

import org.jspecify.annotations.NullMarked;
