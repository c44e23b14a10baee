package dev.consent.spring;

import dev.consent.jpa.Consent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The trigger that makes deadlines happen. */
@AutoConfiguration(after = ConsentAutoConfiguration.class)
@ConditionalOnBean(Consent.class)
@ConditionalOnBooleanProperty(name = "consent.sweep.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ConsentProperties.class)
final class ConsentSweepAutoConfiguration {

    @Bean
    SweepTrigger consentSweepTrigger(Consent consent, ConsentProperties properties) {
        return new SweepTrigger(
                consent::sweep,
                properties.sweep().initialDelay(),
                properties.sweep().interval());
    }
}
