package dev.consent.jpa.bench;

import dev.consent.jpa.bench.model.ColumnEvaluation;
import dev.consent.jpa.bench.model.DynamicUpdateEvaluation;
import dev.consent.jpa.bench.model.ExistsFilterEvaluation;
import dev.consent.jpa.bench.model.FlagFilterEvaluation;
import dev.consent.jpa.bench.model.Pupil;
import dev.consent.jpa.bench.model.RowEvaluation;
import dev.consent.jpa.bench.model.SoftDeleteEvaluation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.classloading.internal.ClassLoaderServiceImpl;
import org.hibernate.cfg.AvailableSettings;

/** The persistence units: each works on one schema, as one database user, with consent or without. */
enum Unit {
    PLAIN("plain", false, Map.of(), "", RowEvaluation.class, ColumnEvaluation.class),
    PLAIN_AGAIN("plain_again", false, Map.of(), "", RowEvaluation.class),
    STAMPED("stamped", true, Map.of("consent.guards", "stamped"), "", RowEvaluation.class, ColumnEvaluation.class),
    LOOKUP("looked_up", true, Map.of("consent.guards", "lookup"), "", RowEvaluation.class, ColumnEvaluation.class),
    FILTERED("flagged", false, Map.of(), "", FlagFilterEvaluation.class),
    SOFT_DELETED("flagged", false, Map.of(), "", SoftDeleteEvaluation.class),
    CONSENT_FILTERED("plain", false, Map.of(), "", ExistsFilterEvaluation.class),
    CHANGED_COLUMNS("plain", false, Map.of(), "", DynamicUpdateEvaluation.class),
    FLAG_POLICY("flagged", false, Map.of(), "user=" + Unit.FLAG_ROLE, RowEvaluation.class),
    CONSENT_POLICY(
            "flagged",
            false,
            Map.of(),
            "user=" + Unit.CONSENT_ROLE + "&options=-c%20bench.purpose=reports",
            RowEvaluation.class);

    static final String FLAG_ROLE = "sees_flagged";
    static final String CONSENT_ROLE = "sees_consented";

    private final String schema;
    private final boolean consent;
    private final Map<String, String> settings;
    private final String connection;
    private final List<Class<?>> evaluations;

    Unit(String schema, boolean consent, Map<String, String> settings, String connection, Class<?>... evaluations) {
        this.schema = schema;
        this.consent = consent;
        this.settings = settings;
        this.connection = connection;
        this.evaluations = List.of(evaluations);
    }

    String schema() {
        return schema;
    }

    boolean hasConsent() {
        return consent;
    }

    /** Whether it needs policies of the database. */
    boolean underPolicy() {
        return !connection.isEmpty();
    }

    SessionFactory open(String url) {
        return open(url, "none");
    }

    /** Creates the tables, too. */
    SessionFactory create(String url) {
        return open(url, "create");
    }

    private SessionFactory open(String url, String tables) {
        return open(underPolicy() ? asUser(url) : url, schema, consent, tables, settings, evaluations);
    }

    /** A session factory over one schema, with consent or as if its jar was not there. */
    static SessionFactory open(
            String url,
            String schema,
            boolean consent,
            String tables,
            Map<String, String> settings,
            List<Class<?>> entities) {
        BootstrapServiceRegistryBuilder bootstrap = new BootstrapServiceRegistryBuilder();
        if (!consent) {
            bootstrap.applyClassLoaderService(new WithoutConsent());
        }
        StandardServiceRegistryBuilder services = new StandardServiceRegistryBuilder(bootstrap.build())
                .applySetting(AvailableSettings.JAKARTA_JDBC_URL, url)
                .applySetting(AvailableSettings.DEFAULT_SCHEMA, schema)
                .applySetting(AvailableSettings.HBM2DDL_AUTO, tables)
                .applySetting(AvailableSettings.POOL_SIZE, 2);
        settings.forEach(services::applySetting);
        StandardServiceRegistry registry = services.build();
        MetadataSources sources = new MetadataSources(registry).addAnnotatedClass(Pupil.class);
        entities.forEach(sources::addAnnotatedClass);
        return sources.buildMetadata().buildSessionFactory();
    }

    private String asUser(String url) {
        return url.replaceAll("user=[^&]*", connection);
    }

    /** Hides consent from Hibernate, as if its jar was not there. */
    private static final class WithoutConsent extends ClassLoaderServiceImpl {

        private static final long serialVersionUID = 1L;

        @Override
        public <S> Collection<S> loadJavaServices(Class<S> contract) {
            Collection<S> others = new LinkedHashSet<>();
            for (S service : new ArrayList<>(super.loadJavaServices(contract))) {
                if (!service.getClass().getName().startsWith("dev.consent.")) {
                    others.add(service);
                }
            }
            return others;
        }
    }
}
