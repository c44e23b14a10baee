/** The databases the contracts run on, and the school opened on one of them. */
@NullMarked
package dev.consent.jpa.database;

import org.jspecify.annotations.NullMarked;
