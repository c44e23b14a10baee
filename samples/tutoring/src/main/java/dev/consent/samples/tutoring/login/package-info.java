/** Who may log in, as whom, and whose pupils they may see. */
@NullMarked
package dev.consent.samples.tutoring.login;

import org.jspecify.annotations.NullMarked;
