@NullMarked
package dev.consent.jpa.erasure.log;

import org.jspecify.annotations.NullMarked;
