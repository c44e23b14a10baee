package dev.consent.samples.tutoring.evaluation;

import dev.consent.samples.tutoring.login.Access;
import dev.consent.samples.tutoring.login.Visitor;
import dev.consent.samples.tutoring.web.NotThereException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One evaluation. One that is hidden, gone, or somebody else's is not there, and that is all anybody learns. */
@Controller
@RequestMapping("/evaluations/{id}")
class EvaluationController {

    private final Access access;
    private final Evaluations evaluations;
    private final Sending sending;

    EvaluationController(Access access, Evaluations evaluations, Sending sending) {
        this.access = access;
        this.evaluations = evaluations;
        this.sending = sending;
    }

    @GetMapping
    @Transactional(readOnly = true)
    public String show(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Model model) {
        Evaluation evaluation = evaluations
                .whole(id)
                .filter(found -> access.concerns(visitor, found.getPupil()))
                .orElseThrow(NotThereException::new);
        model.addAttribute("evaluation", evaluation);
        return "evaluation";
    }

    @PostMapping("/send")
    String send(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, RedirectAttributes flash) {
        flash.addFlashAttribute("notice", "evaluation.sent.notice");
        flash.addFlashAttribute("noticeCount", sending.send(visitor, id));
        return "redirect:/evaluations/" + id;
    }
}
