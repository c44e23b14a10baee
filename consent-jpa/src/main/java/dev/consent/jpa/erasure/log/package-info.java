/** The erasure log: what was erased, told outside the database, so that it goes again after a restore. */
@NullMarked
package dev.consent.jpa.erasure.log;

import org.jspecify.annotations.NullMarked;
