package dev.consent.samples.tutoring.mail;

import dev.consent.samples.tutoring.login.NotYoursException;
import dev.consent.samples.tutoring.login.Visitor;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Stands in for everybody's mail box, so that the demo needs no mail server. */
@Controller
class OutboxController {

    private static final Limit PAGE = Limit.of(50);

    private final Outbox outbox;

    OutboxController(Outbox outbox) {
        this.outbox = outbox;
    }

    @GetMapping("/outbox")
    String outbox(@AuthenticationPrincipal Visitor visitor, Model model) {
        model.addAttribute("mails", mails(visitor));
        return "outbox";
    }

    private List<OutboxMail> mails(Visitor visitor) {
        return switch (visitor.getRole()) {
            case COACH -> outbox.newestOfCoach(visitor.getPerson(), PAGE);
            case PARENT -> outbox.newestOfParent(visitor.getPerson(), PAGE);
            case QUALITY -> outbox.newest(PAGE);
            case PUPIL -> throw new NotYoursException();
        };
    }
}
