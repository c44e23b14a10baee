/** The service office, the only place where medical, financial and benefits data can be seen. */
@NullMarked
package dev.consent.samples.parentportal.office;

import org.jspecify.annotations.NullMarked;
