/** Consent in a Spring Boot application: it configures itself, yields to the application's beans, and sweeps on time. */
@NullMarked
package dev.consent.spring;

import org.jspecify.annotations.NullMarked;
