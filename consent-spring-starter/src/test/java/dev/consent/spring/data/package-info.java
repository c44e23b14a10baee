/** Spring Data repositories over personal data. */
@NullMarked
package dev.consent.spring.data;

import org.jspecify.annotations.NullMarked;
