package dev.consent.samples.tutoring.evaluation;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Who has had an evaluation, period by period. */
public interface ProgressOverviews extends JpaRepository<ProgressOverview, Long> {

    @Query("select overview from ProgressOverview overview"
            + " where overview.pupil.id = :pupil and overview.period.id = :period")
    Optional<ProgressOverview> of(Long pupil, Long period);

    @Query("select overview from ProgressOverview overview join fetch overview.period"
            + " where overview.pupil.id = :pupil order by overview.period.startsOn desc")
    List<ProgressOverview> ofPupil(Long pupil);

    @Query("select overview from ProgressOverview overview join fetch overview.pupil pupil"
            + " left join fetch pupil.coach where overview.period.id = :period"
            + " order by pupil.familyName, pupil.givenName")
    List<ProgressOverview> ofPeriod(Long period);

    @Query("select overview from ProgressOverview overview join fetch overview.pupil pupil"
            + " left join fetch pupil.coach coach where overview.period.id = :period and coach.id = :coach"
            + " order by pupil.familyName, pupil.givenName")
    List<ProgressOverview> ofPeriodAndCoach(Long period, Long coach);
}
