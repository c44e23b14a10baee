package dev.consent.spring;

import dev.consent.jpa.ConsentSettings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;

/** What Hibernate has to know about the gate before the persistence unit exists. */
@AutoConfiguration(before = HibernateJpaAutoConfiguration.class)
@ConditionalOnClass(HibernatePropertiesCustomizer.class)
@EnableConfigurationProperties(ConsentGateProperties.class)
final class ConsentGateSettingsAutoConfiguration {

    @Bean
    HibernatePropertiesCustomizer consentGateSettings(ConsentGateProperties properties) {
        return settings -> settings.putIfAbsent(ConsentSettings.GATE_STALENESS, properties.staleness());
    }
}
