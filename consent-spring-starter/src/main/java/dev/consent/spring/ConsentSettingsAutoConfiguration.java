package dev.consent.spring;

import dev.consent.jpa.ConsentSettings;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * What Hibernate has to know before the persistence unit exists: the clock and who is at work. Kept apart from {@link
 * ConsentAutoConfiguration}, which needs the finished persistence unit.
 */
@AutoConfiguration(before = HibernateJpaAutoConfiguration.class, after = ConsentSecurityAutoConfiguration.class)
@ConditionalOnClass(HibernatePropertiesCustomizer.class)
@EnableConfigurationProperties(ConsentProperties.class)
final class ConsentSettingsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CurrentActor currentActor() {
        return () -> CurrentActor.SYSTEM;
    }

    /** Puts only what is not there yet, so that a customizer of the application has the last word. */
    @Bean
    HibernatePropertiesCustomizer consentSettings(
            ObjectProvider<Clock> clocks, ObjectProvider<CurrentActor> actors, ConsentProperties settings) {
        return properties -> {
            clocks.ifUnique(clock -> properties.putIfAbsent(ConsentSettings.CLOCK, clock));
            // Asked for late: an actor that reads accounts from the database needs the very factory being built here.
            SingletonSupplier<CurrentActor> actor = SingletonSupplier.of(actors::getObject);
            Supplier<String> account = () -> actor.obtain().account();
            properties.putIfAbsent(ConsentSettings.ACTOR, account);
            properties.putIfAbsent(ConsentSettings.SWEEP_PACE, settings.sweep().pace());
            properties.putIfAbsent(
                    ConsentSettings.SWEEP_ROWS_PER_TRANSACTION, settings.sweep().rowsPerTransaction());
            if (!settings.audiences().isEmpty()) {
                properties.putIfAbsent(
                        ConsentSettings.AUDIENCES,
                        settings.audiences().stream()
                                .<Class<?>>map(ConsentProperties.Members::type)
                                .toList());
            }
        };
    }
}
