/** A small school, mapped in the ways that matter: rows, fields, embedded values, collections, references, terms. */
@NullMarked
package dev.consent.jpa.model;

import org.jspecify.annotations.NullMarked;
