package dev.consent.samples.parentportal.family;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** All parents. */
public interface Parents extends JpaRepository<Parent, Long> {

    Optional<Parent> findByAccount(String account);
}
