package dev.consent.jpa.mapping;

import dev.consent.jpa.mapping.MappingRules.Broken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Table;
import org.hibernate.type.CustomType;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/** Reads the placeholder of an attribute from its text, by the type Hibernate maps the attribute with. */
final class PlaceholderReader {

    private static final Map<Class<?>, Function<String, Object>> PARSERS = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(Byte.class, Byte::valueOf),
            Map.entry(Short.class, Short::valueOf),
            Map.entry(Integer.class, Integer::valueOf),
            Map.entry(Long.class, Long::valueOf),
            Map.entry(Float.class, text -> finite(Float.valueOf(text))),
            Map.entry(Double.class, text -> finite(Double.valueOf(text))),
            Map.entry(BigInteger.class, BigInteger::new),
            Map.entry(BigDecimal.class, BigDecimal::new),
            Map.entry(Boolean.class, PlaceholderReader::truth),
            Map.entry(LocalDate.class, LocalDate::parse),
            Map.entry(LocalDateTime.class, LocalDateTime::parse),
            Map.entry(Instant.class, Instant::parse));

    /** Column types whose values can be written as literals and compared with them. */
    private static final Set<Integer> COLUMN_TYPES = Set.of(
            SqlTypes.CHAR,
            SqlTypes.NCHAR,
            SqlTypes.VARCHAR,
            SqlTypes.NVARCHAR,
            SqlTypes.LONGVARCHAR,
            SqlTypes.LONGNVARCHAR,
            SqlTypes.LONG32VARCHAR,
            SqlTypes.LONG32NVARCHAR,
            SqlTypes.ENUM,
            SqlTypes.NAMED_ENUM,
            SqlTypes.ORDINAL_ENUM,
            SqlTypes.NAMED_ORDINAL_ENUM,
            SqlTypes.BIT,
            SqlTypes.BOOLEAN,
            SqlTypes.TINYINT,
            SqlTypes.SMALLINT,
            SqlTypes.INTEGER,
            SqlTypes.BIGINT,
            SqlTypes.FLOAT,
            SqlTypes.REAL,
            SqlTypes.DOUBLE,
            SqlTypes.NUMERIC,
            SqlTypes.DECIMAL,
            SqlTypes.DATE,
            SqlTypes.TIMESTAMP,
            SqlTypes.TIMESTAMP_UTC,
            SqlTypes.TIMESTAMP_WITH_TIMEZONE,
            SqlTypes.INSTANT,
            SqlTypes.LOCAL_DATE,
            SqlTypes.LOCAL_DATE_TIME);

    private static final Set<Integer> LIMITED =
            Set.of(SqlTypes.CHAR, SqlTypes.NCHAR, SqlTypes.VARCHAR, SqlTypes.NVARCHAR);

    private static final List<String> NEVER_BLANK = List.of("NotBlank", "NotEmpty");

    private final SqlLiterals literals;

    PlaceholderReader(SqlLiterals literals) {
        this.literals = literals;
    }

    /** A placeholder cannot be used. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Broken broken;

        Unusable(String reason, String remedy) {
            super(reason);
            this.broken = new Broken(reason, remedy);
        }

        Broken broken() {
            return broken;
        }
    }

    Placeholder read(Class<?> holder, Property property, String[] declared) throws Unusable {
        if (declared.length != 1) {
            throw new Unusable("it has more than one placeholder", "Declare one");
        }
        if (!(property.getValue() instanceof BasicValue basic) || basic.getColumnSpan() != 1) {
            throw new Unusable(
                    "a placeholder is declared, but it is not a value in one column",
                    "Make it optional, and remove the placeholder");
        }
        Column column = basic.getColumns().get(0);
        if (isUnique(column, basic.getTable())) {
            throw new Unusable(
                    "its column " + column.getName() + " is unique, and the placeholder would stand there many times",
                    "Make the column nullable, and remove the placeholder");
        }
        if (column.getCustomRead() != null || isWrittenByExpression(column)) {
            throw new Unusable(
                    "its column " + column.getName() + " is read or written by an expression, which the placeholder"
                            + " would not pass through",
                    "Make the column nullable, and remove the placeholder");
        }
        if (declared[0].isBlank() && Annotations.anyNamed(holder, property.getName(), NEVER_BLANK)) {
            throw new Unusable("its placeholder is blank, which it is declared never to be", "Declare another text");
        }
        return read(basic.resolve(), column, declared[0]);
    }

    private <J> Placeholder read(BasicValue.Resolution<J> resolution, Column column, String text) throws Unusable {
        BasicValueConverter<J, ?> converter = resolution.getValueConverter();
        if (resolution.getLegacyResolvedBasicType() instanceof CustomType
                || !COLUMN_TYPES.contains(resolution.getJdbcType().getDefaultSqlTypeCode())) {
            throw noPlaceholders(resolution.getDomainJavaType());
        }
        return converter == null
                ? read(resolution, resolution.getDomainJavaType(), column, text)
                : converted(resolution, converter, column, text);
    }

    private <J> Placeholder read(BasicValue.Resolution<?> resolution, JavaType<J> type, Column column, String text)
            throws Unusable {
        J value = parse(type, text);
        return new Placeholder(value, literal(resolution, type, value, column));
    }

    private <J, R> Placeholder converted(
            BasicValue.Resolution<?> resolution, BasicValueConverter<J, R> converter, Column column, String text)
            throws Unusable {
        J value;
        if (parser(converter.getDomainJavaType()) != null) {
            value = parse(converter.getDomainJavaType(), text);
        } else {
            value = converted(converter, parse(converter.getRelationalJavaType(), text));
        }
        R stored = converter.toRelationalValue(value);
        if (stored == null) {
            throw unreadable();
        }
        return new Placeholder(value, literal(resolution, converter.getRelationalJavaType(), stored, column));
    }

    private static <J, R> J converted(BasicValueConverter<J, R> converter, R stored) throws Unusable {
        J value;
        try {
            value = converter.toDomainValue(stored);
        } catch (RuntimeException refused) {
            throw unreadable();
        }
        if (value == null || !stored.equals(converter.toRelationalValue(value))) {
            throw unreadable();
        }
        return value;
    }

    private <T> String literal(BasicValue.Resolution<?> resolution, JavaType<T> type, T value, Column column)
            throws Unusable {
        if (!fits(type, resolution.getJdbcType(), value, column)) {
            throw new Unusable("its placeholder does not fit the column " + column.getName(), "Declare one that fits");
        }
        String literal = literals.of(value, type, resolution.getJdbcType());
        if (literal == null) {
            throw noPlaceholders(type);
        }
        return literal;
    }

    private <T> boolean fits(JavaType<T> type, JdbcType jdbcType, T value, Column column) {
        if (value instanceof CharSequence text && LIMITED.contains(jdbcType.getDefaultSqlTypeCode())) {
            Long length = column.getLength();
            return text.length() <= (length == null ? type.getDefaultSqlLength(literals.dialect(), jdbcType) : length);
        }
        if (value instanceof BigDecimal number) {
            Integer precision = column.getPrecision();
            int digits = precision == null ? type.getDefaultSqlPrecision(literals.dialect(), jdbcType) : precision;
            Integer fraction = column.getScale();
            int scale = fraction == null ? type.getDefaultSqlScale(literals.dialect(), jdbcType) : fraction;
            BigDecimal plain = number.stripTrailingZeros();
            return plain.scale() <= scale && plain.precision() - plain.scale() <= digits - scale;
        }
        return true;
    }

    private static <J> J parse(JavaType<J> type, String text) throws Unusable {
        Function<String, Object> parser = parser(type);
        if (parser == null) {
            throw noPlaceholders(type);
        }
        try {
            return type.getJavaTypeClass().cast(parser.apply(text));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw unreadable();
        }
    }

    private static @Nullable Function<String, Object> parser(JavaType<?> type) {
        Class<?> java = type.getJavaTypeClass();
        if (!java.isEnum()) {
            return PARSERS.get(java);
        }
        return text -> List.of(java.getEnumConstants()).stream()
                .filter(constant -> ((Enum<?>) constant).name().equals(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    private static Unusable unreadable() {
        return new Unusable("its placeholder is no value of its type", "Write it as @PersonalData describes");
    }

    private static Unusable noPlaceholders(JavaType<?> type) {
        return new Unusable(
                "there are no placeholders for a " + type.getJavaTypeClass().getSimpleName() + " in such a column",
                "Make it optional, and remove the placeholder");
    }

    static boolean isWrittenByExpression(Column column) {
        return column.getCustomWrite() != null && !column.getCustomWrite().equals("?");
    }

    static boolean isUnique(Column column, Table table) {
        return column.isUnique()
                || table.getUniqueKeys().values().stream().anyMatch(key -> key.containsColumn(column))
                || table.getIndexes().values().stream()
                        .anyMatch(index ->
                                index.isUnique() && index.getSelectables().contains(column));
    }

    private static Number finite(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            throw new NumberFormatException();
        }
        return number;
    }

    private static Boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException();
        }
        return Boolean.valueOf(text);
    }
}
