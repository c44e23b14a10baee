/** What shows an auditor that records are as they were written. */
@NullMarked
package dev.consent.evidence;

import org.jspecify.annotations.NullMarked;
