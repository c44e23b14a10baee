package dev.consent.spring;

import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.notice.NoticeHandler;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** Asking first, and telling others what happened. */
@AutoConfiguration(after = ConsentAutoConfiguration.class)
@ConditionalOnBean(Consent.class)
@EnableConfigurationProperties(ConsentNoticeProperties.class)
final class ConsentBorderAutoConfiguration {

    static final String CACHED_GATE = "cachedConsentGate";

    /** For questions asked very often. Injected by its name only; a gate asked for by type is the strict one. */
    @Bean(name = CACHED_GATE, defaultCandidate = false)
    @ConditionalOnMissingBean(name = CACHED_GATE)
    ConsentGate cachedConsentGate(Consent consent, EntityManagerFactory factory) {
        return consent.cachedGate(SharedEntityManagerCreator.createSharedEntityManager(factory));
    }

    /** Static and lazy: it is made before all other beans. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static RequiresConsentPostProcessor requiresConsentPostProcessor(
            ObjectProvider<ConsentGate> strict, @Qualifier(CACHED_GATE) ObjectProvider<ConsentGate> cached) {
        return new RequiresConsentPostProcessor(strict::getObject, cached::getObject);
    }

    @Bean
    DecisionEvents consentDecisionEvents(Consent consent, ApplicationEventPublisher events) {
        return new DecisionEvents(consent, events);
    }

    @Bean
    @ConditionalOnMissingBean(name = "consentNotices")
    @ConditionalOnBean(NoticeHandler.class)
    @ConditionalOnBooleanProperty(name = "consent.notices.enabled", matchIfMissing = true)
    RepeatedWork consentNotices(
            Consent consent, ObjectProvider<NoticeHandler> handlers, ConsentNoticeProperties properties) {
        return new RepeatedWork(
                "notices",
                () -> consent.notices().deliver(handlers.orderedStream().toList()),
                properties.interval(),
                properties.interval());
    }
}
