package dev.consent.jpa.doors.club;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.hibernate.ObjectNotFoundException;
import org.hibernate.StatelessSession;
import org.hibernate.query.KeyedPage;
import org.hibernate.query.KeyedResultList;
import org.hibernate.query.Order;
import org.hibernate.query.Page;
import org.hibernate.query.restriction.Restriction;
import org.hibernate.query.specification.SelectionSpecification;

/**
 * Implements repository {@link dev.consent.jpa.doors.club.ClubNotes}: what hibernate-processor 7.4.1 makes of it, kept as
 * it is. Repositories of Jakarta Data are made by the same generator, of the same calls.
 **/
public class ClubNotes_ implements ClubNotes {

    /**
     * @see #texts(Long)
     **/
    static final String TEXTS_Long = "select text from Note where member.id = :member order by text";

    /**
     * @see #mail(Long)
     **/
    static final String MAIL_Long = "select email from Member where id = :member";

    /**
     * @see #membersLike(String)
     **/
    static final String MEMBERS_LIKE_String = "from Member where email like :pattern";

    /**
     * @see #score(Long,int)
     **/
    static final String SCORE_Long_int = "update Note set score = :score where id = :id";

    /**
     * @see #rawMail(Long)
     **/
    static final String RAW_MAIL_Long = "select email from Member where id = :member";

    protected final StatelessSession session;

    public ClubNotes_(StatelessSession session) {
        this.session = session;
    }

    @Override
    public StatelessSession session() {
        return session;
    }

    /**
     * Find {@link Note} by {@link Note#id id}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#note(Long)
     **/
    @Override
    public Note note(Long id) {
        requireNonNull(id, "Null id");
        var _result = session.get(Note.class, id);
        if (_result == null) throw new ObjectNotFoundException(id, "dev.consent.jpa.doors.club.Note");
        return _result;
    }

    /**
     * Find {@link Note} by {@link Note#code code}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#noteByCode(String)
     **/
    @Override
    public Note noteByCode(String code) {
        var _builder = session.getCriteriaBuilder();
        var _query = _builder.createQuery(Note.class);
        var _entity = _query.from(Note.class);
        _query.where(code == null ? _entity.get(Note_.code).isNull() : _builder.equal(_entity.get(Note_.code), code));
        var _select = session.createSelectionQuery(_query);
        return _select.getSingleResult();
    }

    /**
     * Find {@link Note} by {@link Note#member member.id}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#notesOf(Long,Page,Order)
     **/
    @Override
    public List<Note> notesOf(Long member$id, Page page, Order<? super Note> order) {
        requireNonNull(member$id, "Null member.id");
        requireNonNull(page, "Null page");
        requireNonNull(order, "Null order");
        var _builder = session.getCriteriaBuilder();
        var _query = _builder.createQuery(Note.class);
        var _entity = _query.from(Note.class);
        _query.where(_builder.equal(_entity.get(Note_.member).get(Member_.id), member$id));
        var _spec = SelectionSpecification.create(_query);
        _spec.sort(order);
        var _select = _spec.createQuery(session);
        return _select.setPage(page).getResultList();
    }

    /**
     * Find {@link Note}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#notes(Restriction)
     **/
    @Override
    public List<Note> notes(Restriction<? super Note> restriction) {
        requireNonNull(restriction, "Null restriction");
        var _builder = session.getCriteriaBuilder();
        var _query = _builder.createQuery(Note.class);
        var _entity = _query.from(Note.class);
        _query.where();
        var _spec = SelectionSpecification.create(_query);
        _spec.restrict(restriction);
        var _select = _spec.createQuery(session);
        return _select.getResultList();
    }

    /**
     * Find {@link Note} by {@link Note#member member.id}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#pageOf(Long,KeyedPage)
     **/
    @Override
    public KeyedResultList<Note> pageOf(Long member$id, KeyedPage<Note> page) {
        requireNonNull(member$id, "Null member.id");
        requireNonNull(page, "Null page");
        var _builder = session.getCriteriaBuilder();
        var _query = _builder.createQuery(Note.class);
        var _entity = _query.from(Note.class);
        _query.where(_builder.equal(_entity.get(Note_.member).get(Member_.id), member$id));
        var _select = session.createSelectionQuery(_query);
        return _select.getKeyedResultList(page);
    }

    /**
     * Find {@link Member} by {@link Member#email email}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#membersByMail(String)
     **/
    @Override
    public List<Member> membersByMail(String email) {
        var _builder = session.getCriteriaBuilder();
        var _query = _builder.createQuery(Member.class);
        var _entity = _query.from(Member.class);
        _query.where(
                email == null
                        ? _entity.get(Member_.email).isNull()
                        : _builder.equal(_entity.get(Member_.email), email));
        var _select = session.createSelectionQuery(_query);
        return _select.getResultList();
    }

    /**
     * Find {@link Member} by {@link Member#id id}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#member(Long)
     **/
    @Override
    public Member member(Long id) {
        requireNonNull(id, "Null id");
        var _result = session.get(Member.class, id);
        if (_result == null) throw new ObjectNotFoundException(id, "dev.consent.jpa.doors.club.Member");
        return _result;
    }

    /**
     * Execute the query {@value #TEXTS_Long}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#texts(Long)
     **/
    @Override
    public List<String> texts(Long member) {
        var _select = session.createSelectionQuery(TEXTS_Long, String.class).setParameter("member", member);
        return _select.getResultList();
    }

    /**
     * Execute the query {@value #MAIL_Long}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#mail(Long)
     **/
    @Override
    public String mail(Long member) {
        var _select = session.createSelectionQuery(MAIL_Long, String.class).setParameter("member", member);
        return _select.getSingleResult();
    }

    /**
     * Execute the query {@value #MEMBERS_LIKE_String}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#membersLike(String)
     **/
    @Override
    public List<Member> membersLike(String pattern) {
        var _select =
                session.createSelectionQuery(MEMBERS_LIKE_String, Member.class).setParameter("pattern", pattern);
        return _select.getResultList();
    }

    /**
     * Execute the query {@value #SCORE_Long_int}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#score(Long,int)
     **/
    @Override
    public int score(Long id, int score) {
        var _select = session.createMutationQuery(SCORE_Long_int)
                .setParameter("id", id)
                .setParameter("score", score);
        return _select.executeUpdate();
    }

    /**
     * Execute the query {@value #RAW_MAIL_Long}.
     *
     * @see dev.consent.jpa.doors.club.ClubNotes#rawMail(Long)
     **/
    @Override
    public String rawMail(Long member) {
        var _select = session.createNativeQuery(RAW_MAIL_Long, String.class).setParameter("member", member);
        return _select.getSingleResult();
    }
}
