package dev.consent.jpa.erasure;

import dev.consent.jpa.database.School;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node of its own that sweeps until it is killed. */
public final class SweepingProcess {

    private SweepingProcess() {}

    public static void main(String[] arguments) {
        try (School school = new School(arguments[0], Map.of("hibernate.hbm2ddl.auto", "none"), List.of())) {
            school.clock.advance(Duration.ofHours(13));
            System.out.println("sweeping");
            System.out.flush();
            System.out.println(school.consent.erasure().sweep().done());
        }
    }
}
