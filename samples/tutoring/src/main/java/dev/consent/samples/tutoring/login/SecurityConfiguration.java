package dev.consent.samples.tutoring.login;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;

/** Which pages need which role. Whose pupil it is, is asked again on every page. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain pages(HttpSecurity http) {
        return http.authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                // A link from a mail must open without an account; it carries its own proof.
                                .requestMatchers("/login", "/link/**", "/webjars/**", "/style.css", "/favicon.svg")
                                .permitAll()
                                .requestMatchers("/actuator/health/**")
                                .permitAll()
                                .requestMatchers("/coach/**")
                                .hasRole("COACH")
                                .requestMatchers("/family/**")
                                .hasRole("PARENT")
                                .requestMatchers("/me")
                                .hasRole("PUPIL")
                                .requestMatchers("/quality/**", "/demo/**")
                                .hasRole("QUALITY")
                                .requestMatchers("/overview", "/evaluations.csv")
                                .hasAnyRole("COACH", "QUALITY")
                                .requestMatchers("/outbox")
                                .hasAnyRole("COACH", "PARENT", "QUALITY")
                                .requestMatchers("/", "/evaluations/**")
                                .authenticated()
                                .anyRequest()
                                .authenticated())
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/", false))
                .logout(logout -> logout.logoutSuccessUrl("/login?bye"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(
                        "default-src 'self'; img-src 'self' data:; script-src 'none'; object-src 'none'; base-uri 'none';"
                                + " form-action 'self'; frame-ancestors 'none'")))
                .build();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }
}
