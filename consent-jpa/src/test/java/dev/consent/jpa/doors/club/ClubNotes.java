package dev.consent.jpa.doors.club;

import java.util.List;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.Find;
import org.hibernate.annotations.processing.HQL;
import org.hibernate.annotations.processing.SQL;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.KeyedResultList;
import org.hibernate.query.Order;
import org.hibernate.query.Page;
import org.hibernate.query.restriction.Restriction;

/** A repository over a stateless session, as those of Jakarta Data are. Its implementation is generated. */
public interface ClubNotes {

    StatelessSession session();

    @Find
    Note note(Long id);

    @Find
    Note noteByCode(String code);

    @Find
    List<Note> notesOf(Long member$id, Page page, Order<? super Note> order);

    @Find
    List<Note> notes(Restriction<? super Note> restriction);

    @Find
    KeyedResultList<Note> pageOf(Long member$id, KeyedPage<Note> page);

    @Find
    List<Member> membersByMail(String email);

    @Find
    Member member(Long id);

    @HQL("select text from Note where member.id = :member order by text")
    List<String> texts(Long member);

    @HQL("select email from Member where id = :member")
    String mail(Long member);

    @HQL("where email like :pattern")
    List<Member> membersLike(String pattern);

    @HQL("update Note set score = :score where id = :id")
    int score(Long id, int score);

    @SQL("select email from Member where id = :member")
    String rawMail(Long member);
}
