package dev.consent.spring;

import dev.consent.jpa.Consent;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health contributors {@code consent} and {@code consentNotices}, where health is on the class path. */
@AutoConfiguration(after = ConsentAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Consent.class)
final class ConsentHealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("consent")
    @ConditionalOnMissingBean(name = "consentHealthIndicator")
    ErasureHealthIndicator consentHealthIndicator(Consent consent) {
        return new ErasureHealthIndicator(() -> consent.erasure().backlog());
    }

    @Bean
    @ConditionalOnEnabledHealthIndicator("consentnotices")
    @ConditionalOnMissingBean(name = "consentNoticesHealthIndicator")
    NoticeHealthIndicator consentNoticesHealthIndicator(Consent consent) {
        return new NoticeHealthIndicator(() -> consent.notices().backlog());
    }
}
