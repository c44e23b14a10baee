package dev.consent.samples.parentportal.group;

import dev.consent.samples.parentportal.login.Visitor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The pages of those who work in a group. */
@Controller
@RequestMapping("/group")
class GroupController {

    private final OwnGroup ownGroup;

    GroupController(OwnGroup ownGroup) {
        this.ownGroup = ownGroup;
    }

    @GetMapping
    String roster(@AuthenticationPrincipal Visitor visitor, Model model) {
        model.addAttribute("roster", ownGroup.roster(visitor));
        return "roster";
    }

    @GetMapping("/children/{id}")
    String child(@AuthenticationPrincipal Visitor visitor, @PathVariable Long id, Model model) {
        model.addAttribute("file", ownGroup.file(visitor, id));
        return "group-child";
    }

    @GetMapping(path = "/grades.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> grades(@AuthenticationPrincipal Visitor visitor) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"grades.csv\"")
                .body(ownGroup.gradesAsTable(visitor));
    }
}
