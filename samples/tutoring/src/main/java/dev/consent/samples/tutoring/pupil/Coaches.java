package dev.consent.samples.tutoring.pupil;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** All coaches. */
public interface Coaches extends JpaRepository<Coach, Long> {

    Optional<Coach> findByAccount(String account);
}
