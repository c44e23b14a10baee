package dev.consent.jpa.hibernate;

import java.sql.SQLException;
import org.hibernate.JDBCException;
import org.hibernate.engine.jdbc.spi.SqlExceptionHelper;

/** Logs and converts what a database refused without the values it refused. */
final class SilentExceptions extends SqlExceptionHelper {

    SilentExceptions(SqlExceptionHelper own) {
        super(own.getSqlExceptionConverter(), false);
    }

    @Override
    public JDBCException convert(SQLException failure, String message, String sql) {
        return super.convert(Redaction.of(failure), message, sql == null ? null : Redaction.withoutLiterals(sql));
    }

    @Override
    public void logExceptions(SQLException failure, String message) {
        super.logExceptions(Redaction.of(failure), message);
    }
}
