package dev.consent.jpa.hibernate;

import java.sql.SQLException;
import java.util.Map;
import org.hibernate.tool.schema.spi.CommandAcceptanceException;
import org.hibernate.tool.schema.spi.ExceptionHandler;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.SchemaCreator;
import org.hibernate.tool.schema.spi.SchemaMigrator;
import org.hibernate.tool.schema.spi.SchemaPopulator;

/**
 * Schemas that are created and changed without a word about what is in them. A new unique constraint over rows that break
 * it is refused with the value that is there twice, and Hibernate logs that as a warning.
 */
final class SilentSchema {

    private SilentSchema() {}

    static SchemaCreator of(SchemaCreator own) {
        return (metadata, options, filter, source, target) ->
                own.doCreation(metadata, new Silent(options), filter, source, target);
    }

    static SchemaMigrator of(SchemaMigrator own) {
        return (metadata, options, filter, target) -> own.doMigration(metadata, new Silent(options), filter, target);
    }

    static SchemaPopulator of(SchemaPopulator own) {
        return (options, target) -> own.doPopulation(new Silent(options), target);
    }

    private record Silent(ExecutionOptions own) implements ExecutionOptions {

        @Override
        public Map<String, Object> getConfigurationValues() {
            return own.getConfigurationValues();
        }

        @Override
        public boolean shouldManageNamespaces() {
            return own.shouldManageNamespaces();
        }

        @Override
        public ExceptionHandler getExceptionHandler() {
            ExceptionHandler handler = own.getExceptionHandler();
            return failure -> handler.handleException(silent(failure));
        }
    }

    private static CommandAcceptanceException silent(CommandAcceptanceException failure) {
        if (!(failure.getCause() instanceof SQLException cause)) {
            return failure;
        }
        SQLException redacted = Redaction.of(cause);
        String message = String.valueOf(failure.getMessage());
        int said = message.indexOf("via JDBC");
        CommandAcceptanceException silent = new CommandAcceptanceException(
                Redaction.withoutLiterals(
                                said < 0
                                        ? "A statement failed"
                                        : message.substring(0, said).strip()) + ": " + redacted.getMessage(),
                redacted);
        silent.setStackTrace(failure.getStackTrace());
        return silent;
    }
}
