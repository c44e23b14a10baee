package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.erasure.Journal;
import dev.consent.jpa.erasure.log.DataSourceErasureLog;
import dev.consent.jpa.erasure.log.ErasureLog;
import dev.consent.jpa.erasure.log.FileErasureLog;
import dev.consent.jpa.erasure.log.LogKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads where the erasure log is, and how it is used. */
final class ErasureLogSettings {

    private ErasureLogSettings() {}

    static Journal journal(Map<String, Object> settings, Clock clock) {
        Object where = settings.get(ConsentSettings.ERASURE_LOG);
        if (where == null || where.toString().isBlank()) {
            return new Journal(null, clock);
        }
        byte[] key = PseudonymKey.of(ConsentSettings.ERASURE_LOG_KEY, settings.get(ConsentSettings.ERASURE_LOG_KEY));
        if (key == null) {
            throw new ConsentException("An erasure log is set, and " + ConsentSettings.ERASURE_LOG_KEY
                    + " is not. Set it to at least 32 random bytes from your secret store: with them the log names"
                    + " people.");
        }
        byte[] pseudonyms = PseudonymKey.of(settings.get(ConsentSettings.PSEUDONYM_KEY));
        if (pseudonyms != null && Arrays.equals(key, pseudonyms)) {
            throw new ConsentException("The settings " + ConsentSettings.ERASURE_LOG_KEY + " and "
                    + ConsentSettings.PSEUDONYM_KEY + " are the same key. Take another one.");
        }
        return new Journal(
                new Journal.Kept(
                        log(where),
                        new LogKey(key),
                        refuse(settings.get(ConsentSettings.ERASURE_LOG_AT_START)),
                        keep(settings.get(ConsentSettings.ERASURE_LOG_KEEP)),
                        !(where instanceof ErasureLog)),
                clock);
    }

    private static ErasureLog log(Object where) {
        if (where instanceof ErasureLog given) {
            return given;
        }
        if (where instanceof DataSource source) {
            return new DataSourceErasureLog(source);
        }
        return new FileErasureLog(where instanceof Path path ? path : Path.of(where.toString()));
    }

    private static boolean refuse(@Nullable Object setting) {
        String wanted = setting == null ? "replay" : setting.toString().toLowerCase(Locale.ROOT);
        if (!wanted.equals("replay") && !wanted.equals("refuse")) {
            throw new ConsentException(
                    "The setting " + ConsentSettings.ERASURE_LOG_AT_START + " must be replay or refuse.");
        }
        return wanted.equals("refuse");
    }

    private static Duration keep(@Nullable Object setting) {
        try {
            Duration keep = setting instanceof Duration given
                    ? given
                    : setting == null ? ConsentSettings.DEFAULT_ERASURE_LOG_KEEP : Duration.parse(setting.toString());
            if (!keep.isNegative() && !keep.isZero()) {
                return keep;
            }
        } catch (DateTimeParseException malformed) {
            // said below
        }
        throw new ConsentException("The setting " + ConsentSettings.ERASURE_LOG_KEEP
                + " must be an ISO 8601 duration such as P400D, and longer than nothing.");
    }
}
