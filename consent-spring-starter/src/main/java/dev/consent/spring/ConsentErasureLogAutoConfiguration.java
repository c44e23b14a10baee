package dev.consent.spring;

import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.erasure.log.ErasureLog;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;

/** The erasure log, which has to be known before the persistence unit exists. */
@AutoConfiguration(before = HibernateJpaAutoConfiguration.class)
@ConditionalOnClass(HibernatePropertiesCustomizer.class)
@EnableConfigurationProperties(ConsentErasureLogProperties.class)
final class ConsentErasureLogAutoConfiguration {

    @Bean
    HibernatePropertiesCustomizer consentErasureLogSettings(
            ObjectProvider<ErasureLog> logs, ConsentErasureLogProperties settings) {
        return properties -> {
            if (settings.directory() != null) {
                properties.putIfAbsent(ConsentSettings.ERASURE_LOG, settings.directory());
            }
            logs.ifUnique(log -> properties.put(ConsentSettings.ERASURE_LOG, log));
            if (settings.key() != null) {
                properties.putIfAbsent(ConsentSettings.ERASURE_LOG_KEY, settings.key());
            }
            properties.putIfAbsent(
                    ConsentSettings.ERASURE_LOG_AT_START, settings.atStart().name());
            properties.putIfAbsent(ConsentSettings.ERASURE_LOG_KEEP, settings.keep());
        };
    }
}
