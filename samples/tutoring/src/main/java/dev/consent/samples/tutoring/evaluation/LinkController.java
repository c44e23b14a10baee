package dev.consent.samples.tutoring.evaluation;

import dev.consent.samples.tutoring.evaluation.LinkOutcome.Opens;
import dev.consent.samples.tutoring.evaluation.LinkOutcome.Refused;
import dev.consent.samples.tutoring.login.Visitor;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the link in a mail leads: first a page with a button, because programs that scan mail follow links too. */
@Controller
@RequestMapping("/link/{token}")
class LinkController {

    private final Opening opening;

    LinkController(Opening opening) {
        this.opening = opening;
    }

    @GetMapping
    String confirm(
            @PathVariable String token,
            @AuthenticationPrincipal @Nullable Visitor visitor,
            Model model,
            HttpServletResponse response) {
        return page(opening.look(token, visitor), "link-confirm", model, response);
    }

    @PostMapping
    String open(
            @PathVariable String token,
            @AuthenticationPrincipal @Nullable Visitor visitor,
            Model model,
            HttpServletResponse response) {
        return page(opening.open(token, visitor), "link-opened", model, response);
    }

    private static String page(LinkOutcome outcome, String view, Model model, HttpServletResponse response) {
        // The address is the key: it must not travel on to the next page in a header.
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (outcome instanceof Opens opens) {
            model.addAttribute("evaluation", opens.evaluation());
            return view;
        }
        Refused refused = (Refused) outcome;
        response.setStatus(refused.status().value());
        model.addAttribute("reason", refused.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return "link-refused";
    }
}
