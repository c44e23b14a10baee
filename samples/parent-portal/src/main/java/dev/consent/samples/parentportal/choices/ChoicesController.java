package dev.consent.samples.parentportal.choices;

import dev.consent.decision.DecisionRefusedException;
import dev.consent.samples.parentportal.login.Visitor;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The choices page: every purpose on its own, yes and no alike, nothing selected that nobody chose. */
@Controller
@RequestMapping("/family/{id}/choices")
class ChoicesController {

    private static final String VIEW = "choices";

    private final Choices choices;

    ChoicesController(Choices choices) {
        this.choices = choices;
    }

    @GetMapping
    String show(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Locale language, Model model) {
        model.addAttribute("page", choices.page(visitor, id, language));
        return VIEW;
    }

    /**
     * Takes one answer.
     *
     * @param seen when the page was shown, so that nobody answers what meanwhile has changed
     * @param version and {@code shownIn}: the text that was read
     */
    @PostMapping
    String answer(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable Long id,
            @RequestParam String purpose,
            @RequestParam String version,
            @RequestParam String shownIn,
            @RequestParam Instant seen,
            @RequestParam(required = false) @Nullable String answer,
            Locale language,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        String problem;
        if (!"yes".equals(answer) && !"no".equals(answer)) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            problem = "choices.unanswered";
        } else {
            try {
                choices.answer(visitor, id, new Choices.Form(purpose, version, shownIn, seen, answer.equals("yes")));
                flash.addFlashAttribute("notice", "choices.saved." + answer);
                return "redirect:/family/" + id + "/choices#" + purpose;
            } catch (DecisionRefusedException refused) {
                response.setStatus(HttpStatus.CONFLICT.value());
                problem = "choices.refused." + refused.reason().name().toLowerCase(Locale.ROOT);
            }
        }
        model.addAttribute("page", choices.page(visitor, id, language));
        model.addAttribute("problem", problem);
        model.addAttribute("problemAt", purpose);
        return VIEW;
    }
}
