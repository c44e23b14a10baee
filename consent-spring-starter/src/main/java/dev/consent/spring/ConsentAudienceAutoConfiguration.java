package dev.consent.spring;

import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.context.SecurityContextHolder;

/** The audiences of each request, where Spring Security knows who asks and the application says who belongs to them. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, SecurityContextHolder.class})
@ConditionalOnProperty("consent.audiences[0].type")
@EnableConfigurationProperties(ConsentProperties.class)
final class ConsentAudienceAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "consentAudiences")
    AudienceFilter consentAudiences(ConsentProperties properties) {
        return new AudienceFilter(properties.audiences());
    }
}
