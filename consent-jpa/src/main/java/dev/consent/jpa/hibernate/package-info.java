/** The only room that speaks Hibernate's service provider interfaces: it installs guards and listens to writes. */
@NullMarked
package dev.consent.jpa.hibernate;

import org.jspecify.annotations.NullMarked;
