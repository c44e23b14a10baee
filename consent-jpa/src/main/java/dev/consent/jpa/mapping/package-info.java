/** Reads annotations and Hibernate's boot model into what is protected, whose it is, and how a row reaches its person. */
@NullMarked
package dev.consent.jpa.mapping;

import org.jspecify.annotations.NullMarked;
