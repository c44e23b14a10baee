package dev.consent.spring;

import dev.consent.Audience;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The settings of consent.
 *
 * @param sweep when this application erases what is due
 * @param copies when this application has copies erased whose originals were
 * @param expiry when this application closes grants whose end date has passed
 * @param stamps when this application looks for rows whose copy of the mask is wrong
 * @param audiences Who belongs to which audience.
 */
@ConfigurationProperties("consent")
record ConsentProperties(
        @DefaultValue Sweep sweep,
        @DefaultValue Copies copies,
        @DefaultValue Expiry expiry,
        @DefaultValue Stamps stamps,
        @DefaultValue List<Members> audiences) {

    ConsentProperties {
        audiences = List.copyOf(audiences);
    }

    /**
     * When this application erases what is due.
     *
     * @param enabled Whether this application sweeps by itself. Switch it off on nodes that must not, or when a
     *     scheduler of your own calls Consent.erasure().sweep().
     * @param interval How long to wait after the end of one sweep before the next one begins. Must be well below the
     *     time purposes allow between the end of reconsideration and the end of their data.
     * @param initialDelay How long to wait after the start of the application before the first sweep.
     * @param pace The part of its time in which a sweep works, above 0 and at most 1. In the rest it leaves the database
     *     to others, unless something is due within the hour.
     * @param rowsPerTransaction How many rows one erasing transaction changes at most; at least 1000. What is more is
     *     erased in several.
     */
    record Sweep(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("15m") Duration interval,
            @DefaultValue("1m") Duration initialDelay,
            @DefaultValue("1") double pace,
            @DefaultValue("20000") int rowsPerTransaction) {

        Sweep {
            requirePositive("consent.sweep.interval", interval, "consent.sweep.enabled");
            if (initialDelay.isNegative()) {
                throw new InvalidConfigurationPropertyValueException(
                        "consent.sweep.initial-delay", initialDelay, "It must not be negative.");
            }
            if (!(pace > 0 && pace <= 1)) {
                throw new InvalidConfigurationPropertyValueException(
                        "consent.sweep.pace", pace, "It must be above 0 and at most 1.");
            }
            if (rowsPerTransaction < 1_000) {
                throw new InvalidConfigurationPropertyValueException(
                        "consent.sweep.rows-per-transaction", rowsPerTransaction, "It must be at least 1000.");
            }
        }
    }

    /**
     * When this application has copies outside the database erased whose originals were.
     *
     * @param enabled Whether this application has them erased by itself, by the beans of type DerivedDataHandler.
     * @param interval How long to wait after the end of one round before the next one begins.
     */
    record Copies(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("30s") Duration interval) {

        Copies {
            requirePositive("consent.copies.interval", interval, "consent.copies.enabled");
        }
    }

    /**
     * When this application closes grants whose end date has passed.
     *
     * @param enabled Whether this application closes grants by itself between sweeps. Each sweep closes them too.
     * @param interval How long data may stay visible after the end date of its grant. The gate is exact at any moment.
     */
    record Expiry(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("15s") Duration interval) {

        Expiry {
            requirePositive("consent.expiry.interval", interval, "consent.expiry.enabled");
        }
    }

    /**
     * When this application looks for rows whose copy of the mask is wrong, as those are that were written past
     * Hibernate, and corrects them.
     *
     * @param enabled Whether this application looks by itself. It reads every stamped table whole.
     * @param interval How long to wait between two looks, and before the first.
     */
    record Stamps(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("24h") Duration interval) {

        Stamps {
            requirePositive("consent.stamps.interval", interval, "consent.stamps.enabled");
        }
    }

    /**
     * Who belongs to an audience.
     *
     * @param type The marker type of the audience, annotated with Audience.
     * @param authorities The authorities of Spring Security of which an account must hold one.
     */
    record Members(Class<?> type, Set<String> authorities) {

        Members {
            if (!type.isAnnotationPresent(Audience.class)) {
                throw new InvalidConfigurationPropertyValueException(
                        "consent.audiences.type", type.getName(), "It must be annotated with @Audience.");
            }
            authorities = Set.copyOf(authorities);
        }
    }

    private static void requirePositive(String name, Duration value, String toSwitchOff) {
        if (value.isNegative() || value.isZero()) {
            throw new InvalidConfigurationPropertyValueException(
                    name, value, "It must be longer than nothing. To switch it off, set " + toSwitchOff + " to false.");
        }
    }
}
