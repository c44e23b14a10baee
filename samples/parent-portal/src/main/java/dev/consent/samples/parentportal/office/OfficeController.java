package dev.consent.samples.parentportal.office;

import dev.consent.samples.parentportal.login.Visitor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of the service office. */
@Controller
@RequestMapping("/office")
class OfficeController {

    private final Files files;

    OfficeController(Files files) {
        this.files = files;
    }

    @GetMapping
    String children(@RequestParam(required = false) @Nullable Long group, Model model) {
        model.addAttribute("page", files.ofGroup(group));
        return "office";
    }

    @GetMapping("/children/{id}")
    String child(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Model model) {
        model.addAttribute("file", files.file(visitor, id));
        return "office-child";
    }

    /** Asks first: what only this parent had agreed to ends, and its data goes. */
    @GetMapping("/children/{id}/parents/{parent}/leaving")
    String leaving(
            @AuthenticationPrincipal Visitor visitor, @PathVariable Long id, @PathVariable Long parent, Model model) {
        model.addAttribute("leaving", files.leaving(visitor, id, parent));
        return "office-leaving";
    }

    @PostMapping("/children/{id}/parents/{parent}/leaving")
    String leave(
            @AuthenticationPrincipal Visitor visitor,
            @PathVariable Long id,
            @PathVariable Long parent,
            RedirectAttributes flash) {
        files.leave(visitor, id, parent);
        flash.addFlashAttribute("notice", "office.leaving.done");
        return "redirect:/office/children/" + id;
    }
}
