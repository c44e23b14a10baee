package dev.consent.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.decision.ConsentState;
import dev.consent.erasure.ObligationState;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.metamodel.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.Session;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.spi.MappingMetamodelImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody but consent changes many of its own rows at once. */
class OwnRowsTest {

    private static final String REFUSED = "written by consent alone";

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MARIADB")
    void noBulkStatementChangesThem(TestDatabase database) {
        try (School school = new School(database, Map.of(), List.of())) {
            Long anna = withdrawn(school);
            List<EntityPersister> own = own(school);
            assertThat(own).hasSizeGreaterThan(20);
            for (EntityPersister entity : own) {
                for (String statement : statements(entity)) {
                    refused(() -> school.read(em -> em.createQuery(statement).executeUpdate()));
                    refused(() -> school.stateless(
                            session -> session.createMutationQuery(statement).executeUpdate()));
                    school.consent
                            .privileged("the test", Duration.ofMinutes(1))
                            .run(() -> refused(() ->
                                    school.read(em -> em.createQuery(statement).executeUpdate())));
                }
            }
            for (EntityType<?> entity : school.factory.getMetamodel().getEntities()) {
                if (entity.getName().startsWith("consent_")) {
                    refused(() -> delete(school, entity.getJavaType()));
                }
            }
            goesOn(school, anna);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MARIADB")
    void nobodyDeletesThemOneByOne(TestDatabase database) {
        try (School school = new School(database, Map.of(), List.of())) {
            Long anna = withdrawn(school);
            int there = 0;
            for (EntityPersister entity : own(school)) {
                String all = "from " + entity.getEntityName();
                if (!school.<List<Object>>read(
                                em -> em.createQuery(all, Object.class).getResultList())
                        .isEmpty()) {
                    there++;
                    school.write(em -> {
                        em.remove(em.createQuery(all, Object.class)
                                .getResultList()
                                .get(0));
                        refused(em::flush);
                        em.clear();
                    });
                    refused(() -> school.stateless(session -> {
                        Object row = session.createSelectionQuery(all, Object.class)
                                .getResultList()
                                .get(0);
                        session.delete(entity.getEntityName(), row);
                        return row;
                    }));
                }
            }
            assertThat(there).isGreaterThanOrEqualTo(8);
            goesOn(school, anna);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DefaultAuditStrategy", "ValidityAuditStrategy"})
    void whatTheHistorySaysStaysWhateverBecomesOfWhatWasRead(String strategy) {
        try (School school = new School(
                TestDatabase.H2,
                Map.of("org.hibernate.envers.audit_strategy", "org.hibernate.envers.strategy.internal." + strategy),
                List.of())) {
            Long anna = withdrawn(school);
            for (EntityPersister entity : own(school)) {
                if (entity.getEntityName().endsWith("_AUD")) {
                    String all = "from " + entity.getEntityName();
                    for (String attribute : List.of("channel", "state")) {
                        school.write(em -> em.createQuery(all, Map.class).getResultList().stream()
                                .findFirst()
                                .ifPresent(row -> {
                                    forge(row, attribute);
                                    em.flush();
                                    em.clear();
                                }));
                    }
                }
            }
            goesOn(school, anna);
        }
    }

    @SuppressWarnings("unchecked")
    private static void forge(Map<?, ?> row, String attribute) {
        Object other = row.get(attribute) instanceof ConsentState ? ConsentState.RENEWED : "forged";
        ((Map<String, Object>) row).put(attribute, other);
    }

    /** Consent's own statement was translated before: what Hibernate remembers of it lets nobody else in. */
    @Test
    void theWordsOfConsentsOwnStatementsOpenNothing() {
        try (School school = School.on(TestDatabase.H2)) {
            String settled = "update consent_obligation o set o.state = :cancelled"
                    + " where o.subjectType = :type and o.subjectKey = :key and o.purpose = :purpose"
                    + " and o.erasingSince is null and o.state in :open";
            Long anna = withdrawn(school);
            school.grant(anna, Contact.class);
            school.withdraw(anna, Contact.class);
            refused(() -> school.read(em -> em.unwrap(Session.class)
                    .createMutationQuery(settled)
                    .setParameter("cancelled", ObligationState.CANCELLED)
                    .setParameter("type", "Pupil")
                    .setParameter("key", anna.toString())
                    .setParameter("purpose", "contact")
                    .setParameter("open", List.of(ObligationState.PENDING))
                    .executeUpdate()));
            goesOn(school, anna);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from %sobligation",
                "update %shold set settled = true",
                "update %sledger_link set place = 0",
                "update %srecord_aud set state = 'GIVEN'",
                "insert into %sreplayed select * from %1$sreplayed",
                "select content_hash from %sledger_link",
            })
    void neitherDoesANativeQueryWhateverTheyAreCalled(String statement) {
        String strategy = Prefixed.class.getName();
        for (Map<String, Object> settings : List.of(
                Map.<String, Object>of(), Map.<String, Object>of("hibernate.physical_naming_strategy", strategy))) {
            try (School school = new School(TestDatabase.H2, settings, List.of())) {
                // Envers makes the name of a history from a name that has one prefix already.
                String prefix = settings.isEmpty() ? "" : statement.contains("_aud") ? "app_app_" : "app_";
                String sql = String.format(statement, prefix + "consent_");
                ThrowingCallable run = () -> school.read(em -> sql.startsWith("select")
                        ? em.createNativeQuery(sql).getResultList()
                        : em.createNativeQuery(sql).executeUpdate());
                assertThatThrownBy(run)
                        .as(sql)
                        .isInstanceOf(ConsentException.class)
                        .hasMessageContaining("privileged scope");
            }
        }
    }

    private static Long withdrawn(School school) {
        Long anna = school.enrol("Anna");
        school.grant(anna, Contact.class, Reports.class);
        school.withdraw(anna, Contact.class, Reports.class);
        return anna;
    }

    /** Everything owed is still owed, cancelled by a new consent, and met. */
    private static void goesOn(School school, Long anna) {
        SubjectId person = SubjectId.of(Pupil.class, anna);
        school.grant(anna, Contact.class);
        school.clock.advance(Duration.ofHours(25));
        assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
        assertThat(school.<Integer>read(em -> school.consent.history(em, person).size()))
                .isGreaterThanOrEqualTo(5);
        assertThat(school.consent.erasure().checkReceipts().intact()).isTrue();
        assertThat(school.consent.audit().checkDecisions().intact()).isTrue();
    }

    /** Consent's own entities, and what Envers keeps of them. */
    private static List<EntityPersister> own(School school) {
        MappingMetamodelImplementor model =
                school.factory.unwrap(SessionFactoryImplementor.class).getMappingMetamodel();
        List<EntityPersister> own = new ArrayList<>();
        for (EntityType<?> entity : school.factory.getMetamodel().getEntities()) {
            if (entity.getName().startsWith("consent_")) {
                String name = entity.getJavaType().getName();
                own.add(model.getEntityDescriptor(name));
                EntityPersister history = model.findEntityDescriptor(name + "_AUD");
                if (history != null) {
                    own.add(history);
                }
            }
        }
        return own;
    }

    private static List<String> statements(EntityPersister entity) {
        String name = entity.getEntityName();
        String attribute = entity.getPropertyNames().length > 0
                ? entity.getPropertyNames()[0]
                : entity.getIdentifierPropertyName();
        return List.of(
                "delete from " + name,
                "delete from " + name + " e where e." + attribute + " is not null",
                "update " + name + " e set e." + attribute + " = e." + attribute,
                "insert into " + name + " (" + attribute + ") select e." + attribute + " from " + name + " e");
    }

    private static <T> void delete(School school, Class<T> entity) {
        school.write(em -> {
            CriteriaDelete<T> delete = em.getCriteriaBuilder().createCriteriaDelete(entity);
            delete.from(entity);
            em.createQuery(delete).executeUpdate();
        });
    }

    private static void refused(ThrowingCallable work) {
        assertThatThrownBy(work)
                .satisfiesAnyOf(
                        refusal -> assertThat(refusal)
                                .isInstanceOf(ConsentException.class)
                                .hasMessageContaining(REFUSED),
                        // Hibernate is first to refuse what is never changed.
                        refusal -> assertThat(refusal).hasMessageContaining("update an immutable entity"));
    }

    /** Puts something before every name. */
    public static final class Prefixed extends PhysicalNamingStrategyStandardImpl {

        private static final long serialVersionUID = 1L;

        @Override
        public Identifier toPhysicalTableName(Identifier name, JdbcEnvironment environment) {
            return Identifier.toIdentifier("app_" + name.getText(), name.isQuoted());
        }
    }
}
