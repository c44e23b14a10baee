package dev.consent.jpa.hibernate;

import dev.consent.jpa.decision.DecisionTables;
import dev.consent.jpa.erasure.ErasureTables;
import dev.consent.jpa.notice.NoticeTables;
import dev.consent.jpa.scope.ScopeTables;
import dev.consent.jpa.subject.SubjectTables;
import dev.consent.jpa.wording.WordingTables;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.spi.MetadataSourcesContributor;

/** Registers consent's own entities, so that no application has to scan for them. */
public final class ConsentSources implements MetadataSourcesContributor {

    /** All entities of consent itself. */
    static List<Class<?>> entities() {
        return Stream.of(
                        SubjectTables.entities(),
                        DecisionTables.entities(),
                        ErasureTables.entities(),
                        ScopeTables.entities(),
                        NoticeTables.entities(),
                        WordingTables.entities())
                .<Class<?>>flatMap(List::stream)
                .toList();
    }

    @Override
    public void contribute(MetadataSources sources) {
        entities().forEach(sources::addAnnotatedClass);
    }
}
