package dev.consent.spring.data;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;

interface Guests extends JpaRepository<Guest, Long>, JpaSpecificationExecutor<Guest> {

    /** A projection onto an interface. */
    interface Address {
        @Nullable
        String getEmail();
    }

    /** A projection onto a record. */
    record Line(@Nullable String email) {}

    Optional<Guest> findByEmail(String email);

    boolean existsByEmail(String email);

    long countByEmailIsNotNull();

    Optional<Address> findAddressById(Long id);

    Optional<Line> findLineById(Long id);

    @Query("select g.email from Guest g where g.id = ?1")
    List<@Nullable String> emails(Long id);
}
