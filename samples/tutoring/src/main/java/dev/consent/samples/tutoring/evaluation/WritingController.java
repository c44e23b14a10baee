package dev.consent.samples.tutoring.evaluation;

import dev.consent.gate.ConsentRequiredException;
import dev.consent.samples.tutoring.login.Visitor;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The form for a new evaluation. Whatever goes wrong, what the coach typed comes back to them. */
@Controller
@RequestMapping("/coach/pupils/{id}/evaluation")
class WritingController {

    private static final String VIEW = "evaluation-form";

    private final Writing writing;

    WritingController(Writing writing) {
        this.writing = writing;
    }

    @GetMapping
    String form(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable Long id,
            @ModelAttribute("form") EvaluationForm form,
            Model model) {
        model.addAttribute("page", writing.page(visitor, id));
        return VIEW;
    }

    @PostMapping
    String write(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable Long id,
            @Valid @ModelAttribute("form") EvaluationForm form,
            BindingResult errors,
            Model model,
            HttpServletResponse response) {
        if (errors.hasErrors()) {
            model.addAttribute("page", writing.page(visitor, id));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return VIEW;
        }
        try {
            return "redirect:/evaluations/"
                    + writing.write(visitor, id, form.getText(), Objects.requireNonNull(form.getEffort()));
        } catch (ConsentRequiredException closed) {
            model.addAttribute("page", writing.page(visitor, id));
            response.setStatus(HttpStatus.CONFLICT.value());
            return VIEW;
        }
    }
}
