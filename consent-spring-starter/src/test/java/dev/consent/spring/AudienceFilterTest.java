package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.Audience;
import dev.consent.gate.Scope;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class AudienceFilterTest {

    @Audience(title = "Service office")
    interface Office {}

    @Audience(title = "Group")
    interface Group {}

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConsentAudienceAutoConfiguration.class))
            .withPropertyValues(
                    "consent.audiences[0].type=" + Office.class.getName(),
                    "consent.audiences[0].authorities=ROLE_OFFICE,ROLE_MANAGER",
                    "consent.audiences[1].type=" + Group.class.getName(),
                    "consent.audiences[1].authorities=ROLE_GROUP");

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    private static void logIn(String... authorities) {
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken("anna", "secret", authorities));
    }

    @Test
    void bindsTheAudiencesOfTheAccountToTheRequest() {
        application.run(context -> {
            Filter filter = context.getBean(AudienceFilter.class);
            assertThat(audiences(filter)).isEmpty();
            logIn("ROLE_MANAGER");
            assertThat(audiences(filter)).containsExactly(Office.class);
            logIn("ROLE_GROUP", "ROLE_OFFICE");
            assertThat(audiences(filter)).containsExactlyInAnyOrder(Office.class, Group.class);
            logIn("ROLE_PARENT");
            assertThat(audiences(filter)).isEmpty();
            assertThat(Scope.current()).isSameAs(Scope.none());
        });
    }

    private static Set<Class<?>> audiences(Filter filter) throws Exception {
        List<Scope> seen = new ArrayList<>();
        filter.doFilter(
                new MockHttpServletRequest(),
                new MockHttpServletResponse(),
                (request, response) -> seen.add(Scope.current()));
        return seen.get(0).audiences();
    }

    @Test
    void passesOnWhatTheRequestFailedWith() {
        application.run(context -> assertThatThrownBy(() -> context.getBean(AudienceFilter.class)
                        .doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), (request, response) -> {
                            throw new IOException("gone");
                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("gone"));
    }

    @Test
    void staysOutUnlessItIsAskedForInAWebApplication() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ConsentAudienceAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AudienceFilter.class));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ConsentAudienceAutoConfiguration.class))
                .withPropertyValues("consent.audiences[0].type=" + Office.class.getName())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(AudienceFilter.class));
    }

    @Test
    void refusesATypeThatIsNoAudience() {
        application
                .withPropertyValues("consent.audiences[0].type=java.lang.String")
                .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining("@Audience"));
    }
}
