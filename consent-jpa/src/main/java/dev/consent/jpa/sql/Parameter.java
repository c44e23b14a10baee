package dev.consent.jpa.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/** A value in the place of a question mark, written as Hibernate writes values of its type. */
public record Parameter(BasicType<?> type, @Nullable Object value) {

    void set(PreparedStatement statement, int place, SharedSessionContractImplementor session) throws SQLException {
        type.nullSafeSet(statement, value, place, session);
    }
}
