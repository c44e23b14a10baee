/** Who may log in, as whom, and whose children they may see. */
@NullMarked
package dev.consent.samples.parentportal.login;

import org.jspecify.annotations.NullMarked;
