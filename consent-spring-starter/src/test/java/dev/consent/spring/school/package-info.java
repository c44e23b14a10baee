/** The smallest application that has something to hide. */
@NullMarked
package dev.consent.spring.school;

import org.jspecify.annotations.NullMarked;
