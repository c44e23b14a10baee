package dev.consent.samples.parentportal.grade;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All grades. */
public interface GradeBook extends JpaRepository<Grade, Long> {

    @Query("from Grade grade where grade.child.id = :child order by grade.givenOn desc, grade.id")
    List<Grade> ofChild(Long child);

    @Query("from Grade grade join fetch grade.child where grade.child.group.id = :group"
            + " order by grade.child.givenName, grade.child.id, grade.givenOn, grade.id")
    List<Grade> ofGroup(Long group);
}
