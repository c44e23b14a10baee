/** That hiding costs queries neither their results nor their indexes. */
@NullMarked
package dev.consent.jpa.indexes;

import org.jspecify.annotations.NullMarked;
