/** Mappings that ordinary applications have and that broke naive protection in trials. */
@NullMarked
package dev.consent.jpa.unusual;

import org.jspecify.annotations.NullMarked;
