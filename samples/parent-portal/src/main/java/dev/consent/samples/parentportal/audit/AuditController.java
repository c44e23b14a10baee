package dev.consent.samples.parentportal.audit;

import dev.consent.jpa.Consent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The auditor's pages. Nothing in here changes anything. */
@Controller
@RequestMapping("/audit")
class AuditController {

    private final Questions questions;
    private final Consent consent;

    AuditController(Questions questions, Consent consent) {
        this.questions = questions;
        this.consent = consent;
    }

    @GetMapping
    String overview(Model model) {
        model.addAttribute("page", questions.overview());
        return "audit";
    }

    /** Walks along the chains of receipts and of decisions. It takes a while with very many, so it happens on request. */
    @PostMapping("/verify")
    String verify(RedirectAttributes flash) {
        flash.addFlashAttribute("check", consent.audit().checkReceipts());
        flash.addFlashAttribute("decisions", consent.audit().checkDecisions());
        return "redirect:/audit#receipts";
    }

    @GetMapping("/children")
    String find(@RequestParam Long number) {
        return "redirect:/audit/children/" + number;
    }

    @GetMapping("/children/{number}")
    String child(
            @PathVariable Long number,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            Model model) {
        model.addAttribute("page", questions.child(number, on));
        return "audit-child";
    }

    @GetMapping(path = "/{answer:obligations|receipts|privileged-uses}.csv")
    void download(@PathVariable String answer, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + answer + ".csv\"");
        switch (answer) {
            case "obligations" -> consent.audit().obligations().csv(response.getOutputStream());
            case "receipts" -> consent.audit().receipts().csv(response.getOutputStream());
            default -> consent.audit().privilegedUses().csv(response.getOutputStream());
        }
    }
}
