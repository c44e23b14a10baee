package dev.consent.jpa.mapping;

import org.hibernate.dialect.Dialect;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcLiteralFormatter;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/** Values as literals of SQL, written the way Hibernate itself writes them. */
public record SqlLiterals(Dialect dialect, WrapperOptions options) {

    /** The literal, or {@code null} when there are none of this type. */
    <T> @Nullable String of(T value, JavaType<T> javaType, JdbcType jdbcType) {
        JdbcLiteralFormatter<T> formatter = jdbcType.getJdbcLiteralFormatter(javaType);
        return formatter == null ? null : formatter.toJdbcLiteral(value, dialect, options);
    }
}
