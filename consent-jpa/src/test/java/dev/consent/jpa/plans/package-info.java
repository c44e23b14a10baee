/** Erasing along plans from metadata: terms from dates, rows that stay, and every way Hibernate maps and audits data. */
@NullMarked
package dev.consent.jpa.plans;

import org.jspecify.annotations.NullMarked;
