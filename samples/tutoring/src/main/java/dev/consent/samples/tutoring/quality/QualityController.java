package dev.consent.samples.tutoring.quality;

import dev.consent.samples.tutoring.login.Visitor;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The quality manager's pages. */
@Controller
@RequestMapping("/quality")
class QualityController {

    private final Erasures erasures;
    private final Inventory inventory;
    private final PupilRecord records;
    private final Leaving leaving;

    QualityController(Erasures erasures, Inventory inventory, PupilRecord records, Leaving leaving) {
        this.erasures = erasures;
        this.inventory = inventory;
        this.records = records;
        this.leaving = leaving;
    }

    @GetMapping
    String erasures(Model model) {
        model.addAttribute("page", erasures.page());
        return "quality";
    }

    @GetMapping("/kept")
    String kept(Model model) {
        model.addAttribute("inventory", inventory.page());
        return "kept";
    }

    @GetMapping("/pupils/{id}")
    String pupil(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Model model) {
        model.addAttribute("record", records.of(visitor, id));
        return "quality-pupil";
    }

    @PostMapping("/pupils/{id}/end")
    String end(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, RedirectAttributes flash) {
        leaving.endContract(visitor, id);
        flash.addFlashAttribute("notice", "quality.ended.notice");
        return "redirect:/quality/pupils/" + id;
    }
}
