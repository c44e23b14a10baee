@NullMarked
package dev.consent.jpa.guardian;

import org.jspecify.annotations.NullMarked;
