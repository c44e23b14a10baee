package dev.consent.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextHolder;

/** The acting person, where Spring Security is on the class path. */
@AutoConfiguration
@ConditionalOnClass(SecurityContextHolder.class)
final class ConsentSecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(CurrentActor.class)
    SecurityActor currentActor() {
        return new SecurityActor();
    }
}
