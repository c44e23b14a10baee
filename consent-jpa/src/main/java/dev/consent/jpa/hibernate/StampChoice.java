package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.mapping.SqlNames;
import dev.consent.jpa.mapping.Stamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.RootClass;

/** Which entities carry copies of masks: as the application set it, or as its schema has it. */
final class StampChoice {

    private static final Set<String> LEAVE_ALONE = Set.of("", "none", "validate", "drop");

    private static final String FOR_ENTITY = ConsentSettings.GUARDS + ".";

    private final Map<String, Object> settings;
    private final SqlNames names;
    private final JdbcConnectionAccess connections;

    StampChoice(Metadata metadata, SessionFactoryImplementor factory, SqlNames names) {
        this.settings = factory.getProperties();
        Set<String> known = metadata.getEntityBindings().stream()
                .map(PersistentClass::getJpaEntityName)
                .collect(Collectors.toSet());
        settings.keySet().stream()
                .filter(name -> name.startsWith(FOR_ENTITY) && !known.contains(name.substring(FOR_ENTITY.length())))
                .findFirst()
                .ifPresent(name -> {
                    throw new ConsentException("The setting " + name + " names no entity of this persistence unit");
                });
        this.names = names;
        this.connections = factory.getJdbcServices().getBootstrapJdbcConnectionAccess();
    }

    boolean wanted(RootClass entity) {
        String setting = setting(FOR_ENTITY + entity.getJpaEntityName());
        if (setting.isEmpty()) {
            setting = setting(ConsentSettings.GUARDS);
        }
        return switch (setting) {
            case "stamped" -> true;
            case "lookup" -> false;
            case "", "auto" -> generatesSchema() || hasColumn(entity);
            default ->
                throw new ConsentException("The setting " + ConsentSettings.GUARDS + " is '" + setting
                        + "'; it can be auto, stamped or lookup");
        };
    }

    /** Whether Hibernate creates or adds missing columns itself when it starts. */
    boolean generatesSchema() {
        return Stream.of(
                        AvailableSettings.HBM2DDL_AUTO,
                        AvailableSettings.JAKARTA_HBM2DDL_DATABASE_ACTION,
                        "javax.persistence.schema-generation.database.action")
                .anyMatch(name -> !LEAVE_ALONE.contains(setting(name)));
    }

    private boolean hasColumn(RootClass entity) {
        String probe = "select " + Stamp.COLUMN + " from " + names.of(entity.getTable()) + " where 1 = 0";
        try {
            Connection connection = connections.obtainConnection();
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery(probe).close();
                return true;
            } catch (SQLException missing) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                return false;
            } finally {
                connections.releaseConnection(connection);
            }
        } catch (SQLException | RuntimeException unreachable) {
            return false; // looking masks up needs nothing of the application's tables
        }
    }

    private String setting(String name) {
        Object value = settings.get(name);
        return value == null ? "" : value.toString().strip().toLowerCase(Locale.ROOT);
    }
}
