/** The gate at the border: data that comes in from others is handed on only where a purpose is in force. */
@NullMarked
package dev.consent.jpa.feed;

import org.jspecify.annotations.NullMarked;
