package dev.consent.samples.parentportal.office;

import dev.consent.samples.parentportal.login.Visitor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

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
}
