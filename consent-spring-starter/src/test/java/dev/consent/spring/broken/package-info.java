/** An application whose personal data cannot be protected as it is mapped. */
@NullMarked
package dev.consent.spring.broken;

import org.jspecify.annotations.NullMarked;
