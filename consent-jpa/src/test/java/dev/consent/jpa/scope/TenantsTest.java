package dev.consent.jpa.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.erasure.Hold;
import dev.consent.erasure.HoldBasis;
import dev.consent.erasure.HoldRequest;
import dev.consent.jpa.Consent;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.erasure.Holds;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.TenantId;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.MultiTenancySettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.context.spi.TenantSchemaMapper;
import org.hibernate.engine.jdbc.connections.spi.AbstractDataSourceBasedMultiTenantConnectionProviderImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tenants in one persistence unit, and several persistence units in one process. */
class TenantsTest {

    private static final String PLANTED = "PLANTED";

    @Entity(name = "Customer")
    @DataSubject
    static class Customer {
        @Id
        @GeneratedValue
        Long id;

        @TenantId
        String tenant;

        @PersonalData(purpose = Contact.class)
        String mail;

        Integer visits;
    }

    @Entity(name = "Guest")
    @DataSubject
    static class Guest {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = {Desk.class, Contact.class})
        String mail;
    }

    /** Known in one unit only. */
    @Purpose(code = "a-desk", title = "At the desk", basis = LegalBasis.CONSENT)
    interface Desk {}

    private static final class Current implements CurrentTenantIdentifierResolver<String> {

        private String name = "north";

        @Override
        public String resolveCurrentTenantIdentifier() {
            return name;
        }

        @Override
        public boolean validateExistingCurrentSessions() {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"H2, stamped", "H2, lookup", "POSTGRESQL, stamped", "POSTGRESQL, lookup"})
    void tenantsOfOneTableAreHiddenAndErasedWhicheverTenantIsAtWork(TestDatabase database, String guards) {
        Current tenant = new Current();
        Map<String, Object> settings =
                Map.of(ConsentSettings.GUARDS, guards, MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, tenant);
        try (School school = new School(database, settings, List.of(Customer.class))) {
            Long id = school.read(em -> {
                Customer customer = new Customer();
                em.persist(customer);
                return customer.id;
            });
            SubjectId subject = SubjectId.of(Customer.class, id);
            school.write(em -> school.decideIn(em, subject, true, Contact.class));
            school.write(em -> em.find(Customer.class, id).mail = PLANTED);
            assertThat(school.<String>read(em -> em.find(Customer.class, id).mail))
                    .isEqualTo(PLANTED);

            school.write(em -> school.decideIn(em, subject, false, Contact.class));
            school.write(em -> {
                Customer customer = em.find(Customer.class, id);
                assertThat(customer.mail).isNull();
                customer.visits = 3;
            });
            assertThat(school.sql("select mail from Customer")).containsExactly(PLANTED);

            tenant.name = "south";
            assertThat(school.<Customer>read(em -> em.find(Customer.class, id))).isNull();
            school.clock.advance(Duration.ofHours(25));
            assertThat(school.consent.erasure().sweep().failed()).isZero();
            assertThat(school.whereIs(PLANTED)).isEmpty();
            assertThat(school.sql("select visits from Customer")).containsExactly("3");
            assertThat(school.consent.driftedStamps()).isEmpty();
        }
    }

    @Test
    void whatTheTenantAtWorkDoesNotSeeIsHeldAndLookedAtAgainAllTheSame() {
        Current tenant = new Current();
        Map<String, Object> settings = Map.of(MultiTenancySettings.MULTI_TENANT_IDENTIFIER_RESOLVER, tenant);
        try (School school = new School(TestDatabase.POSTGRESQL, settings, List.of(Customer.class))) {
            Long id = school.read(em -> {
                Customer customer = new Customer();
                em.persist(customer);
                return customer.id;
            });
            SubjectId subject = SubjectId.of(Customer.class, id);
            school.write(em -> school.decideIn(em, subject, true, Contact.class));
            school.write(em -> em.find(Customer.class, id).mail = PLANTED);
            school.write(em -> school.decideIn(em, subject, false, Contact.class));
            tenant.name = "south";
            Holds holds = school.consent.erasure().holds();
            Hold hold = holds.place(HoldRequest.row(Customer.class, id, HoldBasis.LEGAL_CLAIMS, "case 7"));
            school.clock.advance(Duration.ofHours(25));
            assertThat(school.consent.erasure().sweep().failed()).isZero();
            assertThat(school.sql("select mail from Customer")).containsExactly(PLANTED);

            holds.release(hold.id());
            school.clock.advance(Duration.ofHours(25));
            school.execute("create function kept_back() returns trigger language plpgsql as 'begin return old; end'");
            school.execute(
                    "create trigger kept_back before update on Customer for each row execute function kept_back()");
            assertThat(school.consent.erasure().sweep().failed()).isEqualTo(1);
            assertThat(school.consent.erasure().sweep().receipts()).isEmpty();

            school.execute("drop trigger kept_back on Customer");
            school.clock.advance(Duration.ofHours(2));
            assertThat(school.consent.erasure().sweep().done()).isEqualTo(1);
            assertThat(school.whereIs(PLANTED)).isEmpty();
        }
    }

    @Test
    void tenantsThatNobodyNamesAreRefused() {
        assertThatThrownBy(() -> new School(TestDatabase.H2, Map.of(), List.of(Customer.class)))
                .hasStackTraceContaining("Rows belong to tenants with @TenantId, and nobody says which tenant is at"
                        + " work on the threads of the start and of sweeps. Set hibernate.tenant_identifier_resolver");
    }

    @Test
    void databasesAndSchemasOfTenantsAreRefused() {
        TenantSchemaMapper<String> schemas = name -> name;
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(TestDatabase.H2.freshUrl());
        var connections = new AbstractDataSourceBasedMultiTenantConnectionProviderImpl<String>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected JdbcDataSource selectAnyDataSource() {
                return database;
            }

            @Override
            protected JdbcDataSource selectDataSource(String name) {
                return database;
            }
        };
        for (Map<String, Object> settings : List.of(
                Map.<String, Object>of(MultiTenancySettings.MULTI_TENANT_SCHEMA_MAPPER, schemas),
                Map.<String, Object>of(MultiTenancySettings.MULTI_TENANT_CONNECTION_PROVIDER, connections))) {
            assertThatThrownBy(() -> new School(TestDatabase.H2, settings, List.of()))
                    .hasStackTraceContaining("Use a persistence unit for each tenant");
        }
    }

    /** Marks of one are no marks of the other, and their numbers have nothing in common. */
    @ParameterizedTest
    @CsvSource({"H2", "POSTGRESQL"})
    void persistenceUnitsInOneProcessKnowNothingOfEachOther(TestDatabase database) {
        try (School one = School.on(database);
                School other = new School(database, Map.of(), List.of(Guest.class))) {
            Long anna = enrol(one);
            Long ben = enrol(other);
            other.withdraw(ben, Contact.class);
            assertThat(mail(one)).isEqualTo(PLANTED);
            assertThat(mail(other)).isNull();
            one.consent.privileged("access request 12", Duration.ofMinutes(1)).run(() -> {
                one.withdraw(anna, Contact.class);
                assertThat(mail(one)).isEqualTo(PLANTED);
                assertThat(mail(other)).isNull();
            });
            one.write(em -> {
                em.find(Pupil.class, anna).level = 1;
                other.write(inner -> inner.find(Pupil.class, ben).level = 2);
            });
            assertThat(mail(one)).isNull();
            for (School school : List.of(one, other)) {
                assertThat(school.sql("select email from Pupil")).containsExactly(PLANTED);
                assertThat(school.consent.driftedStamps()).isEmpty();
            }
        }
    }

    /** What a thread does in one unit says nothing about what it may see in the other. */
    @ParameterizedTest
    @CsvSource({"H2, stamped", "H2, lookup", "POSTGRESQL, stamped", "POSTGRESQL, lookup"})
    void threadsThatWorkInTwoUnitsAtOnceMixNothingUp(TestDatabase database, String guards) {
        Map<String, Object> settings = Map.of(ConsentSettings.GUARDS, guards);
        try (School one = new School(database, settings, List.of());
                School other = new School(database, settings, List.of(Guest.class))) {
            List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> workInBoth(one, other, thread)))
                    .toList();
            threads.forEach(CompletableFuture::join);
            for (School school : List.of(one, other)) {
                assertThat(school.sql("select email from Pupil")).hasSize(4).containsOnly(PLANTED);
                assertThat(school.sql("select distinct level from Pupil")).containsExactly("20");
                assertThat(school.consent.driftedStamps()).isEmpty();
            }
        }
    }

    private static void workInBoth(School one, School other, int thread) {
        Long anna = enrol(one);
        Long ben = enrol(other);
        for (int round = 1; round <= 20; round++) {
            int level = round;
            boolean agrees = (round + thread) % 2 == 0;
            one.write(em -> {
                em.find(Pupil.class, anna).level = level;
                other.write(inner -> {
                    inner.find(Pupil.class, ben).level = level;
                    inner.flush();
                    other.decideIn(inner, ben, agrees, Contact.class);
                });
                assertThat(mail(other, ben)).isEqualTo(agrees ? PLANTED : null);
                em.flush();
                assertThat(mail(other, ben)).isEqualTo(agrees ? PLANTED : null);
            });
            one.consent
                    .privileged("access request " + round, Duration.ofMinutes(1))
                    .run(() -> assertThat(mail(other, ben)).isEqualTo(agrees ? PLANTED : null));
            assertThat(mail(one, anna)).isEqualTo(PLANTED);
        }
    }

    private static String mail(School school, Long pupil) {
        return school.<List<String>>read(
                        em -> em.createQuery("select p.email from Pupil p where p.id = :id", String.class)
                                .setParameter("id", pupil)
                                .getResultList())
                .get(0);
    }

    /** Consent keeps its guards in the registry, and those of one would be lost. Envers sees to that it never comes so far. */
    @Test
    void twoFactoriesOfOneRegistryAreRefused() {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder(
                        new BootstrapServiceRegistryBuilder().disableAutoClose().build())
                .applySettings(Map.of(
                        "jakarta.persistence.jdbc.url", TestDatabase.H2.freshUrl(), "hibernate.hbm2ddl.auto", "update"))
                .disableAutoClose()
                .build();
        try {
            MetadataSources first = new MetadataSources(registry).addAnnotatedClass(Guest.class);
            MetadataSources second = new MetadataSources(registry).addAnnotatedClasses(School.entities());
            try (SessionFactory guests = first.buildMetadata().buildSessionFactory()) {
                assertThatThrownBy(() -> second.buildMetadata().buildSessionFactory())
                        .hasMessageContaining("EnversService#initialize should be called only once");
                guests.inTransaction(session -> session.persist(new Guest()));
                Consent.of(guests).assertGuarded();
            }
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    /** As when an application is split, or runs in two versions beside each other. */
    @ParameterizedTest
    @CsvSource({"H2", "POSTGRESQL"})
    void unitsThatShareADatabaseShareDecisions(TestDatabase database) {
        String url = database.freshUrl();
        try (School one = new School(url, Map.of(), List.of());
                School other = new School(url, Map.of(), List.of(Guest.class))) {
            Long anna = enrol(one);
            assertThat(mail(other)).isEqualTo(PLANTED);
            other.withdraw(anna, Contact.class);
            assertThat(mail(one)).isNull();
            assertThat(mail(other)).isNull();
        }
    }

    private static Long enrol(School school) {
        Long id = school.enrol("Anna");
        school.grant(id, Contact.class, Reports.class);
        school.write(em -> em.find(Pupil.class, id).email = PLANTED);
        return id;
    }

    private static String mail(School school) {
        return school.read(em ->
                em.createQuery("select p.email from Pupil p", String.class).getSingleResult());
    }
}
