package dev.consent.samples.parentportal.family;

import dev.consent.samples.parentportal.login.Visitor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where parents see their children, and those old enough to log in see themselves. */
@Controller
@RequestMapping("/family")
class FamilyController {

    private final Family family;

    FamilyController(Family family) {
        this.family = family;
    }

    @GetMapping
    String children(@AuthenticationPrincipal Visitor parent, Model model) {
        model.addAttribute("children", family.children(parent));
        return "family";
    }

    @GetMapping("/{id}")
    String child(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Model model) {
        model.addAttribute("page", family.child(visitor, id));
        return "child";
    }

    /** The observations alone: the page asks for them again while they are being delivered. */
    @GetMapping("/{id}/observations")
    String observations(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Model model) {
        model.addAttribute("page", family.child(visitor, id));
        return "child :: observations";
    }
}
