package dev.consent.samples.parentportal;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application; see the log-in page for the accounts. */
@SpringBootApplication
public class ParentPortalApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ParentPortalApplication.class, arguments);
    }
}
