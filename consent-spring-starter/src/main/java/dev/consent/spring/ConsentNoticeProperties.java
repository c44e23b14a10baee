package dev.consent.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * When this application hands over notices to recipients and sources.
 *
 * @param enabled Whether this application hands over notices by itself, to the beans of type NoticeHandler.
 * @param interval How long to wait after the end of one round before the next one begins.
 */
@ConfigurationProperties("consent.notices")
record ConsentNoticeProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("30s") Duration interval) {

    ConsentNoticeProperties {
        if (interval.isNegative() || interval.isZero()) {
            throw new InvalidConfigurationPropertyValueException(
                    "consent.notices.interval",
                    interval,
                    "It must be longer than nothing. To switch it off, set consent.notices.enabled to false.");
        }
    }
}
