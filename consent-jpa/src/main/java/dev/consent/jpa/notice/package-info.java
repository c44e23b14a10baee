/** The outbox: what recipients and sources have to be told, written with what happened and handed over until it is known. */
@NullMarked
package dev.consent.jpa.notice;

import org.jspecify.annotations.NullMarked;
