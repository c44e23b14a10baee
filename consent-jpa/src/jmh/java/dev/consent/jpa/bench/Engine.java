package dev.consent.jpa.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The databases that can be measured. */
enum Engine {
    POSTGRESQL("vacuum (analyze)") {
        @Override
        Server start(Path directory) throws IOException {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder().setDataDirectory(directory.resolve("postgresql"));
            SETTINGS.forEach(builder::setServerConfig);
            EmbeddedPostgres postgres = builder.start();
            return new Server(postgres.getJdbcUrl("postgres", "postgres"), postgres::close);
        }

        @Override
        String numbers(long upTo) {
            return "(select i from generate_series(cast(1 as bigint), " + upTo + ") as s(i)) numbers";
        }

        @Override
        String in(String schema) {
            return "set search_path to " + schema;
        }
    },

    /** In the process of whoever measures, on files, because the measuring processes come and go. */
    H2("analyze") {
        @Override
        Server start(Path directory) {
            return new Server("jdbc:h2:file:" + directory.resolve("h2") + ";CACHE_SIZE=2097152", () -> {});
        }

        @Override
        String numbers(long upTo) {
            return "(select x as i from system_range(1, " + upTo + ")) numbers";
        }

        @Override
        String in(String schema) {
            return "set schema " + schema;
        }
    };

    /** A modest server that keeps its data in memory and its promises about commits, and does nothing else meanwhile. */
    static final Map<String, String> SETTINGS = settings();

    private final String settle;

    Engine(String settle) {
        this.settle = settle;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("shared_buffers", "3GB");
        settings.put("effective_cache_size", "6GB");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "256MB");
        settings.put("max_wal_size", "8GB");
        settings.put("checkpoint_timeout", "1h");
        settings.put("random_page_cost", "1.1");
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("synchronous_commit", "on");
        settings.put("autovacuum", "off");
        return settings;
    }

    /** A running database. */
    record Server(String url, Closeable running) implements Closeable {
        @Override
        public void close() throws IOException {
            running.close();
        }
    }

    abstract Server start(Path directory) throws IOException;

    /** A table expression of the whole numbers from 1 on, named i. */
    abstract String numbers(long upTo);

    /** Lets names without a schema be of this one, in the connection at hand. */
    abstract String in(String schema);

    /** What brings statistics and visibility up to date after much has changed. */
    String settle() {
        return settle;
    }

    boolean hasRowSecurity() {
        return this == POSTGRESQL;
    }
}
