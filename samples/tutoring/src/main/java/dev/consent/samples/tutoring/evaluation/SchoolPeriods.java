package dev.consent.samples.tutoring.evaluation;

import java.time.LocalDate;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All periods of all school years. */
public interface SchoolPeriods extends JpaRepository<SchoolPeriod, Long> {

    /** The periods that have begun, the latest first. */
    @Query("select period from SchoolPeriod period where period.startsOn <= :today order by period.startsOn desc")
    List<SchoolPeriod> begun(LocalDate today);

    /** The period that runs, or in the holidays the one that ran last. */
    default SchoolPeriod current(LocalDate today) {
        return begun(today).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no school period has begun yet"));
    }
}
