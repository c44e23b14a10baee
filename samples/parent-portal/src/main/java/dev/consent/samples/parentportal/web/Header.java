package dev.consent.samples.parentportal.web;

import dev.consent.samples.parentportal.login.Visitor;
import dev.consent.testing.MovableClock;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the header of every page shows. */
@ControllerAdvice
class Header {

    private final MovableClock clock;

    Header(MovableClock clock) {
        this.clock = clock;
    }

    @ModelAttribute("visitor")
    @Nullable
    Visitor visitor(@AuthenticationPrincipal @Nullable Visitor visitor) {
        return visitor;
    }

    /** The demo's time once it was moved, so that nobody mistakes it for the real one. */
    @ModelAttribute("demoTime")
    @Nullable
    Instant demoTime() {
        return clock.ahead().isZero() ? null : clock.instant();
    }

    /** Where the language switch leads: here again, except from a page that stands for a refused request. */
    @ModelAttribute("here")
    String here(HttpServletRequest request) {
        boolean refused = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
        return refused ? "/" : request.getRequestURI();
    }
}
