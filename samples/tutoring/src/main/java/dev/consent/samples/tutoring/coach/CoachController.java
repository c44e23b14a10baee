package dev.consent.samples.tutoring.coach;

import dev.consent.samples.tutoring.login.Visitor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** A coach's pupils. */
@Controller
@RequestMapping("/coach")
class CoachController {

    private final OwnPupils ownPupils;

    CoachController(OwnPupils ownPupils) {
        this.ownPupils = ownPupils;
    }

    @GetMapping
    String pupils(@AuthenticationPrincipal Visitor visitor, Model model) {
        model.addAttribute("pupils", ownPupils.of(visitor));
        return "coach-pupils";
    }

    @GetMapping("/pupils/{id}")
    String pupil(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Model model) {
        model.addAttribute("file", ownPupils.file(visitor, id));
        return "coach-pupil";
    }
}
