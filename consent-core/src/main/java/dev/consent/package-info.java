/** The words of consent: what applications annotate with, and the values every other room speaks in. */
@NullMarked
package dev.consent;

import org.jspecify.annotations.NullMarked;
