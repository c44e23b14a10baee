package dev.consent.spring;

import dev.consent.erasure.DerivedDataHandler;
import dev.consent.jpa.Consent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
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

    private static final Logger LOG = LoggerFactory.getLogger(ConsentScheduleAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean(name = "consentSweep")
    @ConditionalOnBooleanProperty(name = "consent.sweep.enabled", matchIfMissing = true)
    RepeatedWork consentSweep(Consent consent, ConsentProperties properties) {
        ConsentProperties.Sweep sweep = properties.sweep();
        return new RepeatedWork("sweep", () -> consent.erasure().sweep(), sweep.initialDelay(), sweep.interval());
    }

    @Bean
    @ConditionalOnMissingBean(name = "consentCopies")
    @ConditionalOnBean(DerivedDataHandler.class)
    @ConditionalOnBooleanProperty(name = "consent.copies.enabled", matchIfMissing = true)
    RepeatedWork consentCopies(
            Consent consent, ObjectProvider<DerivedDataHandler> handlers, ConsentProperties properties) {
        ConsentProperties.Copies copies = properties.copies();
        return new RepeatedWork(
                "copies",
                () -> consent.erasure().copies().erase(handlers.orderedStream().toList()),
                copies.interval(),
                copies.interval());
    }

    @Bean
    @ConditionalOnMissingBean(name = "consentExpiry")
    @ConditionalOnBooleanProperty(name = "consent.expiry.enabled", matchIfMissing = true)
    RepeatedWork consentExpiry(Consent consent, ConsentProperties properties) {
        ConsentProperties.Expiry expiry = properties.expiry();
        return new RepeatedWork("expiry", consent::expireGrants, expiry.interval(), expiry.interval());
    }

    @Bean
    @ConditionalOnMissingBean(name = "consentStamps")
    @ConditionalOnBooleanProperty(name = "consent.stamps.enabled", matchIfMissing = true)
    RepeatedWork consentStamps(Consent consent, ConsentProperties properties) {
        ConsentProperties.Stamps stamps = properties.stamps();
        return new RepeatedWork("stamps", () -> repair(consent), stamps.interval(), stamps.interval());
    }

    private static void repair(Consent consent) {
        long repaired = consent.repairStamps();
        if (repaired > 0) {
            LOG.warn(
                    "Corrected {} rows that carried another mask than their data subject's. Rows that are inserted or"
                            + " moved past Hibernate stay hidden, or visible, until this runs: write them through it,"
                            + " or call Consent.repairStamps() afterwards.",
                    repaired);
        }
    }
}
