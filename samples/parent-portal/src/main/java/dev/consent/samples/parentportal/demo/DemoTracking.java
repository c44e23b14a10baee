package dev.consent.samples.parentportal.demo;

import dev.consent.samples.parentportal.tracking.TrackingClient;
import dev.consent.samples.parentportal.trackingsystem.TrackingSystem;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the pupil-tracking system, which in real life is somebody else's. Its clock is not the one that can be moved. */
@Configuration(proxyBeanMethods = false)
class DemoTracking {

    @Bean(destroyMethod = "close")
    TrackingSystem trackingSystem(@Value("${portal.tracking-port}") int port) {
        return new TrackingSystem(port, LocalDate.now(ZoneId.of("Europe/Amsterdam")));
    }

    @Bean
    TrackingClient trackingClient(TrackingSystem system) {
        return new TrackingClient(system.address());
    }
}
