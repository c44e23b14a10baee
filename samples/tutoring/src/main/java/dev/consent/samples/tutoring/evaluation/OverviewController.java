package dev.consent.samples.tutoring.evaluation;

import dev.consent.samples.tutoring.login.Visitor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who has had an evaluation and who has not. */
@Controller
class OverviewController {

    private final Overview overview;

    OverviewController(Overview overview) {
        this.overview = overview;
    }

    @GetMapping("/overview")
    String overview(
            @AuthenticationPrincipal Visitor visitor,
            @RequestParam(required = false) @Nullable Long period,
            @RequestParam(defaultValue = "false") boolean missing,
            Model model) {
        model.addAttribute("overview", overview.of(visitor, period, missing));
        return "overview";
    }
}
