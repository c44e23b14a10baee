package dev.consent.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The settings of the gate.
 *
 * @param staleness How long the cached gate may miss a decision of another node. Zero switches its memory off.
 */
@ConfigurationProperties("consent.gate")
record ConsentGateProperties(@DefaultValue("1s") Duration staleness) {

    ConsentGateProperties {
        if (staleness.isNegative()) {
            throw new InvalidConfigurationPropertyValueException(
                    "consent.gate.staleness", staleness, "It must not be negative.");
        }
    }
}
