package dev.consent.samples.tutoring.demo;

import dev.consent.erasure.SweepReport;
import dev.consent.jpa.Consent;
import dev.consent.testing.MovableClock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What only a demo has: a button for the sweep, and buttons for time. */
@Controller
@RequestMapping("/demo")
class DemoController {

    private static final Map<String, Duration> STEPS = Map.of(
            "1h", Duration.ofHours(1),
            "13h", Duration.ofHours(13),
            "1d", Duration.ofDays(1),
            "5d", Duration.ofDays(5));

    private final Consent consent;
    private final MovableClock clock;

    DemoController(Consent consent, MovableClock clock) {
        this.consent = consent;
        this.clock = clock;
    }

    @PostMapping("/sweep")
    String sweep(RedirectAttributes flash) {
        SweepReport report = consent.erasure().sweep();
        flash.addFlashAttribute("notice", "demo.swept.notice");
        flash.addFlashAttribute("noticeCount", report.done());
        flash.addFlashAttribute("noticeOther", report.expiredRows());
        return "redirect:/quality";
    }

    @PostMapping("/clock")
    String move(@RequestParam String step, RedirectAttributes flash) {
        clock.advance(STEPS.getOrDefault(step, Duration.ZERO));
        flash.addFlashAttribute("notice", "demo.moved.notice");
        return "redirect:/quality";
    }
}
