package dev.consent.samples.tutoring.pupil;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All pupils. */
public interface Pupils extends JpaRepository<Pupil, Long> {

    Optional<Pupil> findByAccount(String account);

    @Query("select pupil from Pupil pupil where pupil.coach.id = :coach order by pupil.familyName, pupil.givenName")
    List<Pupil> ofCoach(Long coach);

    @Query("select pupil from Pupil pupil join pupil.parents parent where parent.id = :parent order by pupil.id")
    List<Pupil> ofParent(Long parent);
}
