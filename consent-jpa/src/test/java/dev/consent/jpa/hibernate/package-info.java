@NullMarked
package dev.consent.jpa.hibernate;

import org.jspecify.annotations.NullMarked;
