package dev.consent.jpa.mapping;

import dev.consent.catalog.DeclaredPurpose;
import dev.consent.erasure.RetentionTerm;

/**
 * A term that begins when a purpose ends.
 *
 * @param purpose the purpose
 * @param term the term
 */
public record TermAfter(DeclaredPurpose purpose, RetentionTerm term) {}
