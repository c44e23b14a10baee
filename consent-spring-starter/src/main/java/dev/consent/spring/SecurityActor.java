package dev.consent.spring;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The account Spring Security has authenticated on this thread. */
final class SecurityActor implements CurrentActor {

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();

    @Override
    public String account() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !trust.isAuthenticated(authentication)) {
            return SYSTEM;
        }
        String name = authentication.getName();
        if (name.isBlank()) {
            return SYSTEM;
        }
        // A name too long to store must not make the decision fail: a withdrawal counts whoever recorded it.
        return name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) : name;
    }
}
