package dev.consent.jpa.schema;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.zip.CRC32;

/** Statements and remarks, in order, as any database client runs them. */
final class Script {

    /** What the shortest-minded of the databases allows, PostgreSQL. */
    private static final int LONGEST_NAME = 63;

    private final StringBuilder text = new StringBuilder();
    private String pending = "";

    /** Begins a section; one without statements is left out. */
    Script remark(String... lines) {
        pending = "-- " + String.join("\n-- ", lines) + "\n";
        return this;
    }

    Script add(String statement) {
        if (!pending.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(pending);
            pending = "";
        }
        text.append(statement).append(";\n");
        return this;
    }

    Script add(Collection<String> statements) {
        statements.forEach(this::add);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** A name made of names, plain enough for every database and the same at every run. */
    static String name(String... parts) {
        String plain = String.join("_", parts).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        if (plain.length() <= LONGEST_NAME) {
            return plain;
        }
        CRC32 rest = new CRC32();
        rest.update(plain.getBytes(StandardCharsets.UTF_8));
        String end = "_" + Long.toHexString(rest.getValue());
        return plain.substring(0, LONGEST_NAME - end.length()) + end;
    }
}
