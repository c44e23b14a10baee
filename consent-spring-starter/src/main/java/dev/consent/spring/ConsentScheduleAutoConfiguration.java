package dev.consent.spring;

import dev.consent.jpa.Consent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** What makes deadlines happen without anybody asking. */
@AutoConfiguration(after = ConsentAutoConfiguration.class)
@ConditionalOnBean(Consent.class)
@EnableConfigurationProperties(ConsentProperties.class)
final class ConsentScheduleAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "consentSweep")
    @ConditionalOnBooleanProperty(name = "consent.sweep.enabled", matchIfMissing = true)
    RepeatedWork consentSweep(Consent consent, ConsentProperties properties) {
        ConsentProperties.Sweep sweep = properties.sweep();
        return new RepeatedWork("sweep", consent::sweep, sweep.initialDelay(), sweep.interval());
    }

    @Bean
    @ConditionalOnMissingBean(name = "consentExpiry")
    @ConditionalOnBooleanProperty(name = "consent.expiry.enabled", matchIfMissing = true)
    RepeatedWork consentExpiry(Consent consent, ConsentProperties properties) {
        ConsentProperties.Expiry expiry = properties.expiry();
        return new RepeatedWork("expiry", consent::expireGrants, expiry.interval(), expiry.interval());
    }
}
