package dev.consent.spring;

import dev.consent.gate.Scope;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** Binds to each request the audiences that the authenticated account belongs to. */
final class AudienceFilter implements Filter, Ordered {

    private final List<ConsentProperties.Members> audiences;

    AudienceFilter(List<ConsentProperties.Members> audiences) {
        this.audiences = audiences;
    }

    /** Behind the filters of Spring Security, which know the account. */
    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            Scope.current().withAudience(ofAccount()).call(() -> {
                chain.doFilter(request, response);
                return request;
            });
        } catch (IOException | ServletException | RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        }
    }

    private Class<?>[] ofAccount() {
        Authentication account = SecurityContextHolder.getContext().getAuthentication();
        if (account == null || !account.isAuthenticated()) {
            return new Class<?>[0];
        }
        List<String> held = account.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        return audiences.stream()
                .filter(audience -> audience.authorities().stream().anyMatch(held::contains))
                .map(ConsentProperties.Members::type)
                .toArray(Class<?>[]::new);
    }
}
