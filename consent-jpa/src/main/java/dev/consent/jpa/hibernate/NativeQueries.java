package dev.consent.jpa.hibernate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.consent.ConsentException;
import dev.consent.jpa.mapping.ProtectedTables;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.engine.query.internal.NativeQueryInterpreterStandardImpl;
import org.hibernate.query.sql.spi.ParameterRecognizer;

/**
 * Tells native queries from what Hibernate writes itself. It marks their text once, when Hibernate parses it and before
 * Hibernate caches it, so that every execution can be recognised.
 */
final class NativeQueries extends NativeQueryInterpreterStandardImpl {

    private static final long serialVersionUID = 1L;

    /** Passes through all of Hibernate and is no SQL: where nobody takes it out, the statement fails. */
    static final String MARK = "{72033}";

    /** How Hibernate begins to call a procedure or function, whose name it writes as it was given. */
    private static final Pattern CALL =
            Pattern.compile("(?i)\\{|call\\s|select \\* from [^\\s(]+\\(|select [^\\s(]+\\([^()']*\\)$");

    private static final Pattern FIRST_WORD = Pattern.compile("^[a-zA-Z]+\\s");

    private final transient Cache<String, Optional<String>> named =
            Caffeine.newBuilder().maximumSize(10_000).build();

    NativeQueries(boolean jdbcParametersIgnored) {
        super(jdbcParametersIgnored);
    }

    @Override
    public void recognizeParameters(String nativeQuery, ParameterRecognizer recognizer) {
        // Behind the first word: Hibernate looks at how a text begins, and databases at how it ends.
        Matcher word = FIRST_WORD.matcher(nativeQuery);
        super.recognizeParameters(nativeQuery, new Marking(recognizer, word.find() ? word.end() : 0));
    }

    /** Whether a statement comes from a native query, or calls a procedure by a name of the application's own. */
    static boolean isNative(String sql) {
        return sql.contains(MARK) || CALL.matcher(sql).lookingAt();
    }

    /** The statement without its mark, once it was made sure that it names nothing protected. */
    String admit(String sql, ProtectedTables tables, boolean open) {
        String plain = sql.replace(MARK, "");
        if (!open) {
            named.get(plain, text -> Optional.ofNullable(tables.namedIn(text))).ifPresent(table -> {
                throw new ConsentException(
                        "A native query or call names " + table + ", which holds protected data, and would"
                                + " read or write it past its guards. Write a query on entities, or run it in a privileged"
                                + " scope.");
            });
        }
        return plain;
    }

    /** Puts the mark behind some characters, none of which belongs to a parameter. */
    private static final class Marking implements ParameterRecognizer {

        private final ParameterRecognizer recognizer;
        private final int place;
        private int seen;

        Marking(ParameterRecognizer recognizer, int place) {
            this.recognizer = recognizer;
            this.place = place;
            markIfHere();
        }

        private void markIfHere() {
            if (seen == place) {
                MARK.chars().forEach(character -> recognizer.other((char) character));
            }
        }

        @Override
        public void other(char character) {
            recognizer.other(character);
            seen++;
            markIfHere();
        }

        @Override
        public void ordinalParameter(int sourcePosition) {
            recognizer.ordinalParameter(sourcePosition);
        }

        @Override
        public void namedParameter(String name, int sourcePosition) {
            recognizer.namedParameter(name, sourcePosition);
        }

        @Override
        public void jpaPositionalParameter(int label, int sourcePosition) {
            recognizer.jpaPositionalParameter(label, sourcePosition);
        }

        @Override
        public void complete() {
            recognizer.complete();
        }
    }
}
