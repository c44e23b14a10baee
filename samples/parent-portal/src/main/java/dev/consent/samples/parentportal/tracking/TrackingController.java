package dev.consent.samples.parentportal.tracking;

import dev.consent.SubjectId;
import dev.consent.gate.ConsentGate;
import dev.consent.jpa.Consent;
import dev.consent.jpa.feed.AdmissionReport;
import dev.consent.notice.Notice;
import dev.consent.samples.parentportal.family.Child;
import dev.consent.samples.parentportal.family.Children;
import dev.consent.samples.parentportal.purpose.LearningProgress;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of the service office about the feed: what came, what was stored, what was not and why. */
@Controller
@RequestMapping("/office/tracking")
class TrackingController {

    private static final int SHOWN = 10;

    private final Intake intake;
    private final TrackingClient source;
    private final Observations observations;
    private final Children children;
    private final Consent consent;
    private final ConsentGate gate;
    private final EntityManager entities;

    TrackingController(
            Intake intake,
            TrackingClient source,
            Observations observations,
            Children children,
            Consent consent,
            ConsentGate gate,
            EntityManager entities) {
        this.intake = intake;
        this.source = source;
        this.observations = observations;
        this.children = children;
        this.consent = consent;
        this.gate = gate;
        this.entities = entities;
    }

    @GetMapping
    @Transactional(readOnly = true)
    public String page(Model model) {
        List<SubjectId> all = children.numbers().stream()
                .map(number -> SubjectId.of(Child.class, number))
                .toList();
        model.addAttribute(
                "page",
                new Page(
                        observations.count(),
                        all.size(),
                        gate.permitted(all, LearningProgress.class).size(),
                        intake.latest(),
                        consent.notices().latest(entities, "pupil-tracking", SHOWN)));
        return "tracking";
    }

    @PostMapping
    String takeIn(RedirectAttributes flash) {
        Intake.Taken now = intake.takeIn();
        flash.addFlashAttribute("notice", "tracking.taken");
        flash.addFlashAttribute("noticeCount", now.report().received());
        flash.addFlashAttribute("noticeOther", now.report().admitted());
        return "redirect:/office/tracking";
    }

    @PostMapping("/school-day")
    String schoolDay(RedirectAttributes flash) throws IOException, InterruptedException {
        source.schoolDay();
        return takeIn(flash);
    }

    /** Everything on the page. */
    record Page(long stored, int children, int permitted, List<Intake.Taken> taken, List<Notice> notices) {

        /** How many of the records that were delivered lately are not here because nobody has consented. */
        public long notStored() {
            return taken.stream()
                    .mapToLong(delivery -> delivery.report().dropped(AdmissionReport.Reason.NOT_IN_FORCE))
                    .sum();
        }
    }
}
