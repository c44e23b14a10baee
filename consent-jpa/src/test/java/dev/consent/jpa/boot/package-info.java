/** Mappings that cannot be protected stop the boot, all of them at once, with a way out for each. */
@NullMarked
package dev.consent.jpa.boot;

import org.jspecify.annotations.NullMarked;
