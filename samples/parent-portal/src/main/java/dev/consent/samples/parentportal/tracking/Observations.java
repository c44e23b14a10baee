package dev.consent.samples.parentportal.tracking;

import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All observations. */
public interface Observations extends JpaRepository<Observation, Long> {

    @Query("from Observation observation where observation.child.id = :child"
            + " order by observation.observedOn desc, observation.skill, observation.id")
    List<Observation> ofChild(Long child);

    List<Observation> findByRecordKeyIn(Collection<String> keys);
}
