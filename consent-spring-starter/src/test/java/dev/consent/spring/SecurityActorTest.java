package dev.consent.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

class SecurityActorTest {

    private final CurrentActor actor = new SecurityActor();

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void isTheSystemWhenNobodyIsLoggedIn() {
        assertThat(actor.account()).isEqualTo("system");
    }

    @Test
    void isTheAccountThatLoggedIn() {
        logIn(UsernamePasswordAuthenticationToken.authenticated("k.smit", "", List.of()));
        assertThat(actor.account()).isEqualTo("k.smit");
    }

    @Test
    void isNotWhoeverOnlyClaimsToBeSomebody() {
        logIn(UsernamePasswordAuthenticationToken.unauthenticated("k.smit", "guess"));
        assertThat(actor.account()).isEqualTo("system");
    }

    @Test
    void isTheSystemForAnonymousVisitors() {
        logIn(new AnonymousAuthenticationToken(
                "key", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
        assertThat(actor.account()).isEqualTo("system");
    }

    @ParameterizedTest
    @CsvSource({"63, 63", "64, 64", "65, 64", "200, 64"})
    void isCutToWhatCanBeStored(int length, int stored) {
        logIn(UsernamePasswordAuthenticationToken.authenticated("a".repeat(length), "", List.of()));
        assertThat(actor.account()).isEqualTo("a".repeat(stored));
    }

    @Test
    void isTheSystemForAnAccountWithoutName() {
        logIn(UsernamePasswordAuthenticationToken.authenticated(" ", "", List.of()));
        assertThat(actor.account()).isEqualTo("system");
    }

    private static void logIn(Authentication authentication) {
        SecurityContextHolder.getContext().setAuthentication(authentication);
    }
}
