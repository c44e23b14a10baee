package dev.consent.samples.tutoring.evaluation;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The links that still open something. */
interface EvaluationLinks extends JpaRepository<EvaluationLink, Long> {

    @Query("select link from EvaluationLink link join fetch link.evaluation evaluation"
            + " join fetch evaluation.pupil join fetch evaluation.coach join fetch evaluation.period"
            + " where link.tokenDigest = :digest")
    Optional<EvaluationLink> byDigest(String digest);
}
