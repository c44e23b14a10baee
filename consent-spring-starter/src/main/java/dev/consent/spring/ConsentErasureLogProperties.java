package dev.consent.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Where it is written down outside the database what was erased, so that it goes again after the restore of a backup.
 *
 * @param directory The directory of the log, the same for all nodes. A bean of type ErasureLog comes first.
 * @param key The key of the hashes by which the log names people, at least 32 random bytes from your secret store.
 * @param atStart What happens when the database is older than the log.
 * @param keep How long entries are kept: longer than the oldest backup that anybody could restore.
 */
@ConfigurationProperties("consent.erasure-log")
record ConsentErasureLogProperties(
        @Nullable Path directory,
        @Nullable String key,
        @DefaultValue("replay") AtStart atStart,
        @DefaultValue("400d") Duration keep) {

    ConsentErasureLogProperties {
        if (keep.isNegative() || keep.isZero()) {
            throw new InvalidConfigurationPropertyValueException(
                    "consent.erasure-log.keep", keep, "It must be longer than nothing.");
        }
    }

    /** What happens at the start when the database is older than the log. */
    enum AtStart {
        /** What was erased is erased again before anything can be read. */
        REPLAY,
        /** The application does not start. */
        REFUSE
    }

    /** A key is never shown. */
    @Override
    public String toString() {
        return Map.of("atStart", atStart, "keep", keep).toString();
    }
}
