package dev.consent.samples.parentportal.demo;

import dev.consent.erasure.SweepReport;
import dev.consent.jpa.Consent;
import dev.consent.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What only a demo has, and everybody may use: buttons for time, and one for the sweep. */
@Controller
@RequestMapping("/demo")
class DemoController {

    private static final Map<String, Duration> STEPS = Map.of(
            "1h", Duration.ofHours(1),
            "13h", Duration.ofHours(13),
            "1d", Duration.ofDays(1),
            "3d", Duration.ofDays(3),
            "7d", Duration.ofDays(7));

    private final Consent consent;
    private final MovableClock clock;

    DemoController(Consent consent, MovableClock clock) {
        this.consent = consent;
        this.clock = clock;
    }

    @GetMapping
    String page(Model model) {
        model.addAttribute("now", clock.instant());
        model.addAttribute("steps", List.of("1h", "13h", "1d", "3d", "7d"));
        return "demo";
    }

    @PostMapping("/sweep")
    String sweep(RedirectAttributes flash) {
        SweepReport report = consent.erasure().sweep();
        flash.addFlashAttribute("notice", "demo.swept.notice");
        flash.addFlashAttribute("noticeCount", report.done());
        flash.addFlashAttribute("noticeOther", report.expiredRows());
        return "redirect:/demo";
    }

    /** Moves the clock. What ends at a date is closed right away; otherwise that would take some seconds. */
    @PostMapping("/clock")
    String move(@RequestParam String step, RedirectAttributes flash) {
        clock.advance(STEPS.getOrDefault(step, Duration.ZERO));
        consent.expireGrants();
        flash.addFlashAttribute("notice", "demo.moved.notice");
        return "redirect:/demo";
    }
}
