package dev.consent.samples.tutoring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the application; see the log-in page for the accounts. */
@SpringBootApplication
public class TutoringApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(TutoringApplication.class, arguments);
    }
}
