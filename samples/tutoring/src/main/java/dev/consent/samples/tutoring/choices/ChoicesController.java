package dev.consent.samples.tutoring.choices;

import dev.consent.samples.tutoring.login.Visitor;
import jakarta.servlet.http.HttpServletResponse;
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
    String show(@AuthenticationPrincipal Visitor parent, @PathVariable Long id, Model model) {
        model.addAttribute("page", choices.page(parent, id));
        return VIEW;
    }

    @PostMapping
    String answer(
            @AuthenticationPrincipal Visitor parent,
            @PathVariable Long id,
            @RequestParam String purpose,
            @RequestParam(required = false) @Nullable String answer,
            Locale language,
            Model model,
            HttpServletResponse response,
            RedirectAttributes flash) {
        if (!"yes".equals(answer) && !"no".equals(answer)) {
            model.addAttribute("page", choices.page(parent, id));
            model.addAttribute("unanswered", purpose);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return VIEW;
        }
        choices.answer(parent, id, purpose, answer.equals("yes"), language);
        flash.addFlashAttribute("notice", "choices.saved." + answer);
        return "redirect:/family/" + id + "/choices#" + purpose;
    }
}
