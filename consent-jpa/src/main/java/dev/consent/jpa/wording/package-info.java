/**
 * What people are shown when they are asked: texts per purpose, version and language, published once and never changed.
 * Consent given on a wording that was materially replaced has to be renewed.
 */
@NullMarked
package dev.consent.jpa.wording;

import org.jspecify.annotations.NullMarked;
