package dev.consent.samples.parentportal.login;

import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The log-in page, and the way from there to one's own first page. */
@Controller
class LoginController {

    /** Accounts worth trying; each has a line of its own in the messages. */
    private static final List<String> ACCOUNTS =
            List.of("parent1", "parent2", "parent3", "parent4", "child4", "parent5", "group1", "office1", "auditor");

    @GetMapping("/login")
    String login(Model model) {
        model.addAttribute("accounts", ACCOUNTS);
        model.addAttribute("password", Accounts.PASSWORD);
        return "login";
    }

    @GetMapping("/")
    String home(@AuthenticationPrincipal Visitor visitor) {
        return switch (visitor.getRole()) {
            case PARENT -> "redirect:/family";
            case CHILD -> "redirect:/family/" + visitor.getPerson();
            case GROUP -> "redirect:/group";
            case OFFICE -> "redirect:/office";
            case AUDITOR -> "redirect:/audit";
        };
    }
}
