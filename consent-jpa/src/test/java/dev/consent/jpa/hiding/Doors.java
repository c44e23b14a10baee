package dev.consent.jpa.hiding;

import dev.consent.jpa.model.Agenda;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.jspecify.annotations.Nullable;

/** The doors, for the row-protected evaluation and the field-protected e-mail address of a pupil. */
final class Doors {

    static final String TEXT = "SECRET-TEXT";
    static final String MAIL = "secret@example.org";
    static final String STREET = "Secretstreet 1";
    static final String PHONE = "0600-SECRET";

    private Doors() {}

    private static Door door(
            String name,
            BiFunction<EntityManager, Planted, @Nullable Object> read,
            Object visible,
            @Nullable Object hidden) {
        return new Door(name, (school, planted) -> school.<Object>read(em -> read.apply(em, planted)), visible, hidden);
    }

    private static Door hql(String name, String query, Object visible, @Nullable Object hidden) {
        return door(
                "HQL " + name,
                (em, planted) -> {
                    var created = em.createQuery(query, Object.class);
                    created.getParameters()
                            .forEach(parameter -> created.setParameter(
                                    Objects.requireNonNull(parameter.getName()),
                                    parameter.getName().equals("p") ? planted.pupil() : planted.evaluation()));
                    return created.getResultList();
                },
                visible,
                hidden);
    }

    private static Object text(@Nullable Evaluation evaluation) {
        return evaluation == null ? "none" : evaluation.text;
    }

    static Stream<Door> toRows() {
        return Stream.of(
                door("find", (em, p) -> text(em.find(Evaluation.class, p.evaluation())), TEXT, "none"),
                door(
                        "find with lock",
                        (em, p) -> text(em.find(
                                Evaluation.class, p.evaluation(), jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)),
                        TEXT,
                        "none"),
                door(
                        "reference",
                        (em, p) -> viaGetter(em.getReference(Evaluation.class, p.evaluation())),
                        TEXT,
                        "not found"),
                door(
                        "several at once",
                        (em, p) ->
                                em
                                        .unwrap(Session.class)
                                        .findMultiple(Evaluation.class, List.of(p.evaluation()))
                                        .stream()
                                        .map(Doors::text)
                                        .toList(),
                        List.of(TEXT),
                        List.of("none")),
                door("lazy to-one", (em, p) -> viaGetter(em.find(Agenda.class, p.agenda()).lazy), TEXT, "not found"),
                door("eager to-one", (em, p) -> text(em.find(Agenda.class, p.agenda()).eager), TEXT, "none"),
                door(
                        "lazy collection",
                        (em, p) -> em.find(Pupil.class, p.pupil()).evaluations.size(),
                        1,
                        0),
                door(
                        "many to many",
                        (em, p) -> em.find(Pupil.class, p.pupil()).favourites.size(),
                        1,
                        0),
                door(
                        "size without loading",
                        (em, p) -> Hibernate.size(em.find(Pupil.class, p.pupil()).favourites),
                        1,
                        0),
                door(
                        "contains without loading",
                        (em, p) -> Hibernate.contains(
                                em.find(Pupil.class, p.pupil()).evaluations,
                                em.getReference(Evaluation.class, p.evaluation())),
                        true,
                        false),
                hql("entity", "select e.text from Evaluation e where e.pupil.id = :p", List.of(TEXT), List.of()),
                hql("count", "select count(*) from Evaluation e where e.pupil.id = :p", List.of(1L), List.of(0L)),
                hql("max", "select max(e.score) from Evaluation e where e.pupil.id = :p", List.of(8), nullList()),
                hql("where", "select e.id from Evaluation e where e.text like 'SECRET%' and e.pupil.id = :p", 1, 0),
                hql("order by", "select e.text from Evaluation e where e.pupil.id = :p order by e.text", 1, 0),
                hql(
                        "group by",
                        "select e.text, count(*) from Evaluation e where e.pupil.id = :p group by e.text",
                        1,
                        0),
                hql(
                        "join",
                        "select e.text from Pupil p join p.evaluations e where p.id = :p",
                        List.of(TEXT),
                        List.of()),
                hql(
                        "left join",
                        "select e.text from Pupil p left join p.evaluations e where p.id = :p",
                        List.of(TEXT),
                        nullList()),
                door(
                        "HQL join fetch",
                        (em, p) -> em.createQuery(
                                        "select p from Pupil p left join fetch p.evaluations where p.id = :p",
                                        Pupil.class)
                                .setParameter("p", p.pupil())
                                .getSingleResult()
                                .evaluations
                                .size(),
                        1,
                        0),
                hql(
                        "many to many",
                        "select f.text from Pupil p join p.favourites f where p.id = :p",
                        List.of(TEXT),
                        List.of()),
                hql(
                        "cross join",
                        "select e.text from Pupil p cross join Evaluation e where p.id = :p and e.pupil = p",
                        List.of(TEXT),
                        List.of()),
                hql(
                        "cross join of history",
                        "select count(*) from Pupil p cross join " + Evaluation.class.getName()
                                + "_AUD h where p.id = :p and h.pupil_id = p.id",
                        List.of(1L),
                        List.of(0L)),
                hql("key of a link", "select f.id from Pupil p join p.favourites f where p.id = :p", 1, 0),
                hql(
                        "count of links",
                        "select count(*) from Pupil p join p.favourites f where p.id = :p",
                        List.of(1L),
                        List.of(0L)),
                hql(
                        "key of a link from the other side",
                        "select p.id from Evaluation e join e.favouredBy p where p.id = :p",
                        1,
                        0),
                hql("size", "select size(p.evaluations) from Pupil p where p.id = :p", List.of(1), List.of(0)),
                hql("size of links", "select size(p.favourites) from Pupil p where p.id = :p", List.of(1), List.of(0)),
                hql(
                        "member of",
                        "select p.id from Pupil p, Evaluation e where e member of p.favourites and p.id = :p",
                        1,
                        0),
                hql(
                        "exists elements",
                        "select p.id from Pupil p where exists elements(p.evaluations) and p.id = :p",
                        1,
                        0),
                hql(
                        "subquery",
                        "select p.id from Pupil p where p.id in (select e.pupil.id from Evaluation e) and p.id = :p",
                        1,
                        0),
                hql("implicit path", "select a.lazy.text from Agenda a where a.lazy.id = :e", List.of(TEXT), List.of()),
                hql("element of", "select t from Evaluation e join e.tags t where e.id = :e", 1, 0),
                door("criteria", Doors::criteria, List.of(TEXT), List.of()),
                stateless(
                        "stateless get",
                        (session, p) -> text(session.get(Evaluation.class, p.evaluation())),
                        TEXT,
                        "none"),
                stateless(
                        "stateless query",
                        (session, p) -> session.createSelectionQuery(
                                        "from Evaluation e where e.pupil.id = :p", Evaluation.class)
                                .setParameter("p", p.pupil())
                                .getResultList()
                                .size(),
                        1,
                        0),
                door(
                        "history: find",
                        (em, p) -> text(
                                AuditReaderFactory.get(em).find(Evaluation.class, p.evaluation(), lastRevision(em))),
                        TEXT,
                        "none"),
                door(
                        "history: revisions",
                        (em, p) -> AuditReaderFactory.get(em)
                                .getRevisions(Evaluation.class, p.evaluation())
                                .size(),
                        1,
                        0),
                door(
                        "history: query",
                        (em, p) -> AuditReaderFactory.get(em)
                                .createQuery()
                                .forRevisionsOfEntity(Evaluation.class, false, true)
                                .add(AuditEntity.property("text").eq(TEXT))
                                .add(AuditEntity.id().eq(p.evaluation()))
                                .getResultList()
                                .size(),
                        1,
                        0),
                door(
                        "history: HQL",
                        (em, p) -> em.createQuery(
                                        "select h.text from " + Evaluation.class.getName()
                                                + "_AUD h where h.originalId.id = :e",
                                        Object.class)
                                .setParameter("e", p.evaluation())
                                .getResultList(),
                        List.of(TEXT),
                        List.of()),
                door(
                        "history: values of a collection",
                        (em, p) -> em.createQuery(
                                        "select count(*) from Evaluation_tags_AUD h where h.originalId.Evaluation_id = :e",
                                        Object.class)
                                .setParameter("e", p.evaluation())
                                .getSingleResult(),
                        1L,
                        0L));
    }

    static Stream<Door> toFields() {
        return Stream.of(
                door("find", (em, p) -> em.find(Pupil.class, p.pupil()).email, MAIL, null),
                door("embedded value", (em, p) -> em.find(Pupil.class, p.pupil()).address.street, STREET, null),
                door(
                        "value collection",
                        (em, p) -> em.find(Pupil.class, p.pupil()).phones.size(),
                        1,
                        0),
                door(
                        "reference",
                        (em, p) -> ((Pupil) Hibernate.unproxy(em.getReference(Pupil.class, p.pupil()))).email,
                        MAIL,
                        null),
                hql("entity", "from Pupil p where p.id = :p", 1, 1),
                hql("scalar", "select p.email from Pupil p where p.id = :p", List.of(MAIL), nullList()),
                hql("embedded", "select p.address.street from Pupil p where p.id = :p", List.of(STREET), nullList()),
                hql("where equal", "select p.id from Pupil p where p.email = 'secret@example.org' and p.id = :p", 1, 0),
                hql("where like", "select p.id from Pupil p where p.email like 'secret%' and p.id = :p", 1, 0),
                hql(
                        "where in",
                        "select p.id from Pupil p where p.address.street in ('Secretstreet 1') and p.id = :p",
                        1,
                        0),
                hql("where present", "select p.id from Pupil p where p.email is not null and p.id = :p", 1, 0),
                hql(
                        "order by",
                        "select p.email from Pupil p where p.id = :p order by p.email",
                        List.of(MAIL),
                        nullList()),
                hql("max", "select max(p.email) from Pupil p where p.id = :p", List.of(MAIL), nullList()),
                hql("count", "select count(p.email) from Pupil p where p.id = :p", List.of(1L), List.of(0L)),
                hql(
                        "group by",
                        "select count(*) from Pupil p where p.id = :p group by p.email having p.email is not null",
                        1,
                        0),
                hql("length", "select length(p.email) from Pupil p where p.id = :p", List.of(18), nullList()),
                hql("elements", "select f from Pupil p join p.phones f where p.id = :p", List.of(PHONE), List.of()),
                hql("size", "select size(p.phones) from Pupil p where p.id = :p", List.of(1), List.of(0)),
                hql(
                        "derived table",
                        "select x.mail from (select p.email as mail, p.id as id from Pupil p) x where x.id = :p",
                        List.of(MAIL),
                        nullList()),
                hql(
                        "window",
                        "select max(p.email) over (partition by p.id) from Pupil p where p.id = :p",
                        List.of(MAIL),
                        nullList()),
                door("criteria", Doors::criteriaOfField, List.of(MAIL), nullList()),
                stateless("stateless get", (session, p) -> session.get(Pupil.class, p.pupil()).email, MAIL, null),
                stateless(
                        "stateless scalar",
                        (session, p) -> session.createSelectionQuery(
                                        "select p.email from Pupil p where p.id = :p", Object.class)
                                .setParameter("p", p.pupil())
                                .getResultList(),
                        List.of(MAIL),
                        nullList()),
                door(
                        "history: find",
                        (em, p) -> AuditReaderFactory.get(em).find(Pupil.class, p.pupil(), lastRevision(em)).email,
                        MAIL,
                        null),
                door(
                        "history: embedded",
                        (em, p) -> {
                            Pupil past = AuditReaderFactory.get(em).find(Pupil.class, p.pupil(), lastRevision(em));
                            return past.address == null ? null : past.address.street;
                        },
                        STREET,
                        null),
                door(
                        "history: predicate",
                        (em, p) -> AuditReaderFactory.get(em)
                                .createQuery()
                                .forRevisionsOfEntity(Pupil.class, false, true)
                                .add(AuditEntity.id().eq(p.pupil()))
                                .add(AuditEntity.property("email").eq(MAIL))
                                .getResultList()
                                .size(),
                        1,
                        0),
                door(
                        "history: projection",
                        (em, p) -> AuditReaderFactory.get(em)
                                .createQuery()
                                .forRevisionsOfEntity(Pupil.class, false, true)
                                .add(AuditEntity.id().eq(p.pupil()))
                                .addProjection(AuditEntity.property("email").max())
                                .getResultList(),
                        List.of(MAIL),
                        nullList()),
                door(
                        "history: values of a collection",
                        (em, p) -> em.createQuery(
                                        "select count(*) from Pupil_phones_AUD h where h.originalId.Pupil_id = :p",
                                        Object.class)
                                .setParameter("p", p.pupil())
                                .getSingleResult(),
                        1L,
                        0L));
    }

    private static Object viaGetter(Evaluation reference) {
        try {
            return ((Evaluation) Hibernate.unproxy(reference)).text;
        } catch (EntityNotFoundException hidden) {
            return "not found";
        }
    }

    private static Object criteria(EntityManager em, Planted planted) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<Evaluation> query = builder.createQuery(Evaluation.class);
        Root<Evaluation> root = query.from(Evaluation.class);
        query.where(builder.equal(root.get("pupil").get("id"), planted.pupil()));
        return em.createQuery(query).getResultList().stream().map(Doors::text).toList();
    }

    private static Object criteriaOfField(EntityManager em, Planted planted) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<String> query = builder.createQuery(String.class);
        Root<Pupil> root = query.from(Pupil.class);
        query.select(root.get("email")).where(builder.equal(root.get("id"), planted.pupil()));
        return em.createQuery(query).getResultList();
    }

    private static Number lastRevision(EntityManager em) {
        return AuditReaderFactory.get(em).getRevisionNumberForDate(new java.util.Date());
    }

    private static Door stateless(
            String name,
            BiFunction<org.hibernate.StatelessSession, Planted, @Nullable Object> read,
            Object visible,
            @Nullable Object hidden) {
        return new Door(
                name,
                (school, planted) -> school.<Object>stateless(session -> read.apply(session, planted)),
                visible,
                hidden);
    }

    private static List<@Nullable Object> nullList() {
        return java.util.Collections.singletonList(null);
    }
}
