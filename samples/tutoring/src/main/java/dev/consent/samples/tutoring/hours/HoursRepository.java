package dev.consent.samples.tutoring.hours;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All hours of guidance. */
public interface HoursRepository extends JpaRepository<Hours, Long> {

    @Query("select hours from Hours hours where hours.pupil.id = :pupil order by hours.heldOn desc, hours.id desc")
    List<Hours> ofPupil(Long pupil);
}
