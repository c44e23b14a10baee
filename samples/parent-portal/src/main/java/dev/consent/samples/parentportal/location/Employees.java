package dev.consent.samples.parentportal.location;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** Everybody who works here. */
public interface Employees extends JpaRepository<Employee, Long> {

    Optional<Employee> findByAccount(String account);
}
