/** An application that asks before it acts, and tells others. */
@NullMarked
package dev.consent.spring.border;

import org.jspecify.annotations.NullMarked;
