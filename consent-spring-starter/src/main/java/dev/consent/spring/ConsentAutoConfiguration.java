package dev.consent.spring;

import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;

/** The entry and the gate, on the application's persistence unit. With several units, each needs beans of its own. */
@AutoConfiguration(after = HibernateJpaAutoConfiguration.class)
@ConditionalOnSingleCandidate(EntityManagerFactory.class)
final class ConsentAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Consent consent(EntityManagerFactory factory) {
        return Consent.of(factory);
    }

    /** Answers in the transaction of the calling thread, or in none. */
    @Bean
    @ConditionalOnMissingBean
    ConsentGate consentGate(Consent consent, EntityManagerFactory factory) {
        return consent.gate(SharedEntityManagerCreator.createSharedEntityManager(factory));
    }
}
