package dev.consent.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The settings of consent.
 *
 * @param sweep when this application erases what is due
 */
@ConfigurationProperties("consent")
record ConsentProperties(@DefaultValue Sweep sweep) {

    /**
     * When this application erases what is due.
     *
     * @param enabled Whether this application sweeps by itself. Switch it off on nodes that must not, or when a
     *     scheduler of your own calls Consent.sweep().
     * @param interval How long to wait after the end of one sweep before the next one begins. Must be well below the
     *     time purposes allow between the end of reconsideration and the end of their data.
     * @param initialDelay How long to wait after the start of the application before the first sweep.
     */
    record Sweep(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("15m") Duration interval,
            @DefaultValue("1m") Duration initialDelay) {

        Sweep {
            if (interval.isNegative() || interval.isZero()) {
                throw new InvalidConfigurationPropertyValueException(
                        "consent.sweep.interval",
                        interval,
                        "It must be longer than nothing, such as 15m. To stop sweeping, set"
                                + " consent.sweep.enabled to false.");
            }
            if (initialDelay.isNegative()) {
                throw new InvalidConfigurationPropertyValueException(
                        "consent.sweep.initial-delay", initialDelay, "It must not be negative.");
            }
        }
    }
}
