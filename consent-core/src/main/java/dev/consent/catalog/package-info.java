/** What personal data lives where, for which purpose: the catalogue that annotations and mapping add up to. */
@NullMarked
package dev.consent.catalog;

import org.jspecify.annotations.NullMarked;
