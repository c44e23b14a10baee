package dev.consent.samples.tutoring.family;

import dev.consent.samples.tutoring.login.Visitor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where parents see their children, and pupils themselves. */
@Controller
class FamilyController {

    private final Children children;

    FamilyController(Children children) {
        this.children = children;
    }

    @GetMapping("/family")
    String children(@AuthenticationPrincipal Visitor parent, Model model) {
        model.addAttribute("children", children.of(parent));
        return "family";
    }

    @GetMapping("/family/{id}")
    String child(@AuthenticationPrincipal Visitor parent, @PathVariable Long id, Model model) {
        model.addAttribute("child", children.child(parent, id));
        return "child";
    }

    @GetMapping("/me")
    String self(@AuthenticationPrincipal Visitor pupil, Model model) {
        model.addAttribute("child", children.child(pupil, pupil.getPerson()));
        return "child";
    }
}
