package dev.consent.jpa.hibernate;

import dev.consent.jpa.chain.ChainTables;
import dev.consent.jpa.decision.DecisionTables;
import dev.consent.jpa.derived.DerivedTables;
import dev.consent.jpa.erasure.ErasureTables;
import dev.consent.jpa.guardian.GuardianTables;
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
                        GuardianTables.entities(),
                        ChainTables.entities(),
                        ErasureTables.entities(),
                        ScopeTables.entities(),
                        NoticeTables.entities(),
                        DerivedTables.entities(),
                        WordingTables.entities())
                .<Class<?>>flatMap(List::stream)
                .toList();
    }

    /** The names of entities whose history is evidence. */
    static List<String> auditedEvidence() {
        return DecisionTables.histories().stream().map(Class::getName).toList();
    }

    /** The names of entities whose rows are evidence: written once, and neither changed nor deleted. */
    static List<String> evidence() {
        return Stream.of(
                        ScopeTables.entities(),
                        WordingTables.entities(),
                        List.<Class<?>>of(DecisionTables.links(), ErasureTables.receipts(), DerivedTables.givenUp()))
                .flatMap(List::stream)
                .map(Class::getName)
                .toList();
    }

    @Override
    public void contribute(MetadataSources sources) {
        entities().forEach(sources::addAnnotatedClass);
    }
}
