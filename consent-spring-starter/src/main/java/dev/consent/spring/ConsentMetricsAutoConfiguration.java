package dev.consent.spring;

import dev.consent.jpa.Consent;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Gauges under {@code consent.erasure} and {@code consent.notices}, where Micrometer is on the class path. */
@AutoConfiguration(after = ConsentAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(Consent.class)
final class ConsentMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "consentErasureGauges")
    MeterBinder consentErasureGauges(Consent consent) {
        return new ErasureGauges(() -> consent.erasure().backlog(), consent.clock());
    }

    @Bean
    @ConditionalOnMissingBean(name = "consentNoticeGauges")
    MeterBinder consentNoticeGauges(Consent consent) {
        return new NoticeGauges(() -> consent.notices().backlog(), consent.clock());
    }
}
