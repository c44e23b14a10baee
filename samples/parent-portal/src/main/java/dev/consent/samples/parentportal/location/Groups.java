package dev.consent.samples.parentportal.location;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All groups. */
public interface Groups extends JpaRepository<Group, Long> {

    @Query("from Group g join fetch g.location order by g.location.name, g.id")
    List<Group> inOrder();
}
