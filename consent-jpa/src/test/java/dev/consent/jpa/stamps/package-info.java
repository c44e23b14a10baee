/** Copies of masks in protected rows: kept right by whatever happens, corrected where it happened elsewhere. */
@NullMarked
package dev.consent.jpa.stamps;

import org.jspecify.annotations.NullMarked;
