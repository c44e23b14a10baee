/** Somebody else's system: it knows nothing of the portal and asks nobody. Stands in for the real one. */
@NullMarked
package dev.consent.samples.parentportal.trackingsystem;

import org.jspecify.annotations.NullMarked;
