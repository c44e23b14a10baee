package dev.consent.spring.data;

import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;

interface Remarks extends JpaRepository<Remark, Long>, JpaSpecificationExecutor<Remark> {

    List<Remark> findByTextStartingWith(String beginning);

    boolean existsByText(String text);

    @Query("select r.text from Remark r where r.id = ?1")
    List<String> texts(Long id);

    Page<Remark> findByGuestId(Long guest, Pageable page);
}
