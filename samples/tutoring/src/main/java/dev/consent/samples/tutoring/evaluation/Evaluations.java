package dev.consent.samples.tutoring.evaluation;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All evaluations that may be seen. None of these queries mentions consent; none of them needs to. */
public interface Evaluations extends JpaRepository<Evaluation, Long> {

    @Query("select evaluation from Evaluation evaluation join fetch evaluation.pupil join fetch evaluation.coach"
            + " join fetch evaluation.period where evaluation.id = :id")
    Optional<Evaluation> whole(Long id);

    @Query("select evaluation from Evaluation evaluation join fetch evaluation.coach join fetch evaluation.period"
            + " where evaluation.pupil.id = :pupil order by evaluation.writtenAt desc, evaluation.id desc")
    List<Evaluation> ofPupil(Long pupil);

    @Query("select evaluation from Evaluation evaluation where evaluation.period.id = :period"
            + " order by evaluation.writtenAt, evaluation.id")
    List<Evaluation> ofPeriod(Long period);

    @Query("select evaluation from Evaluation evaluation join fetch evaluation.pupil join fetch evaluation.coach"
            + " join fetch evaluation.period order by evaluation.writtenAt, evaluation.id")
    List<Evaluation> export();

    @Query("select evaluation from Evaluation evaluation join fetch evaluation.pupil join fetch evaluation.coach"
            + " join fetch evaluation.period where evaluation.pupil.coach.id = :coach"
            + " order by evaluation.writtenAt, evaluation.id")
    List<Evaluation> exportOfCoach(Long coach);
}
