package dev.consent.samples.parentportal.demo;

import dev.consent.testing.MovableClock;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of the application. Consent uses it too, so moving it moves everything. */
@Configuration(proxyBeanMethods = false)
class DemoClock {

    @Bean
    MovableClock clock() {
        return new MovableClock(Clock.system(ZoneId.of("Europe/Amsterdam")));
    }
}
