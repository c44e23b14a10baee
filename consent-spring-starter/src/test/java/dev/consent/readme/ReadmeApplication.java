package dev.consent.readme;

import dev.consent.testing.MovableClock;
import java.time.Clock;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan
class ReadmeApplication {

    @Bean
    MovableClock clock() {
        return new MovableClock(Clock.systemDefaultZone());
    }
}
