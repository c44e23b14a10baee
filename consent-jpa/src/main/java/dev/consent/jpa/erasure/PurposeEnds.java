package dev.consent.jpa.erasure;

import dev.consent.catalog.DeclaredPurpose;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.hibernate.Session;

/** Tells when a purpose ended for people of one kind, by key; those for whom it did not are left out. */
@FunctionalInterface
public interface PurposeEnds {

    Map<String, Instant> of(Session session, String type, DeclaredPurpose purpose, Collection<String> keys);
}
