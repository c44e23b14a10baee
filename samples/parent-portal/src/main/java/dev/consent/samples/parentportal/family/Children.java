package dev.consent.samples.parentportal.family;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All children. */
public interface Children extends JpaRepository<Child, Long> {

    Optional<Child> findByAccount(String account);

    @Query("from Child child where child.group.id = :group order by child.givenName, child.id")
    List<Child> inGroup(Long group);

    @Query("select child from Child child join child.parents parent where parent.id = :parent order by child.id")
    List<Child> ofParent(Long parent);

    @Query("select child.id from Child child order by child.id")
    List<Long> numbers();
}
