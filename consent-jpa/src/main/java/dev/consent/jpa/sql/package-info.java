/** Sends statements that Hibernate has written once, from its own metadata, without having them written anew each time. */
@NullMarked
package dev.consent.jpa.sql;

import org.jspecify.annotations.NullMarked;
