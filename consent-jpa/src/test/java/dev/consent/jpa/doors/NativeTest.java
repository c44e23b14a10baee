package dev.consent.jpa.doors;

import static dev.consent.jpa.doors.Planted.MAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.doors.Clubhouse.Choice;
import dev.consent.jpa.doors.club.Member;
import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.mapping.ConsentMappingException;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.ParameterMode;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.SQLSelect;
import org.hibernate.annotations.Subselect;
import org.hibernate.procedure.ProcedureCall;
import org.hibernate.query.Query;
import org.junit.jupiter.api.DisplayName;

@DisplayName("SQL of the application's own")
class NativeTest extends Chapter {

    @Door(number = 37, name = "`sql()`", row = "`ConsentException`", field = "`ConsentException`")
    void sqlFunction() {
        refused("select sql('email') from Member m");
        refused("select sql('(select max(text) from Note)') from Member m");
    }

    @Door(number = 38, name = "`column()`", row = "`ConsentException`", field = "`ConsentException`")
    void columnFunction() {
        refused("select column(m.email as String) from Member m");
        refused("select m.id from Member m where column(m.email as String) like 'secret%'");
    }

    private void refused(String query) {
        inSession(em -> assertThatThrownBy(
                        () -> em.createQuery(query, Object.class).getResultList())
                .as(query)
                .isInstanceOf(ConsentException.class));
        inStatelessSession(session -> assertThatThrownBy(
                        () -> session.createQuery(query, Object.class).getResultList())
                .as(query)
                .isInstanceOf(ConsentException.class));
    }

    @Door(number = 39, name = "`sql()` with Criteria", row = "`ConsentException`", field = "`ConsentException`")
    void sqlOfCriteria() {
        inSession(em -> {
            var builder = em.unwrap(org.hibernate.Session.class).getCriteriaBuilder();
            var query = builder.createQuery(String.class);
            query.from(Member.class);
            query.select(builder.sql("email", String.class));
            assertThatThrownBy(() -> em.createQuery(query).getResultList()).isInstanceOf(ConsentException.class);
        });
        inStatelessSession(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(String.class);
            query.from(Member.class);
            query.select(builder.sql("email", String.class));
            assertThatThrownBy(() -> session.createQuery(query).getResultList()).isInstanceOf(ConsentException.class);
        });
    }

    @Door(
            number = 40,
            name = "`function()` with a fragment for a name",
            row = "`ConsentException`",
            field = "`ConsentException`")
    void functionWithFragment() {
        refused("select function('(select max(email) from Member) || lower', 'x') from Member m");
    }

    @Door(
            number = 40,
            name = "name of a table or a column that the query makes up",
            row = "`ConsentException`",
            field = "`ConsentException`")
    void madeUpNames() {
        refused("with a as (select m.level as i from Member m)"
                + " select (select q.i from (with `a(i) as (select email from Member), b` as (select m.level as i from Member m)"
                + " select x.i as i from a x) q) from Member m");
        refused("with a as (select m.id as i, m.id as `j) as (select email, 1 from Member), b (i, j` from Member m)"
                + " select x.i from a x");
        refused("with a as (select m.id as i, 0 as d from Member m union all select x.i as i, x.d + 1 as d from a x"
                + " where x.d < 2) search depth first by i set `o, (select email from Member)` select x.i from a x");
        refused(
                "select q.i from (select m.id as i, m.id as `j), lateral (select email from Member) r(k` from Member m) q");
        inSession(em -> assertThatThrownBy(() -> em.createQuery("delete from Letter l where l.id in (select q.i from"
                                + " (select m.id as i, m.id as `j), lateral (select 1 from Member where email like 's%')"
                                + " r(k` from Member m) q)")
                        .executeUpdate())
                .isInstanceOf(ConsentException.class)
                .hasMessageContaining("names a table or a column of its own"));
        inSession(em -> assertThat(em.createQuery(
                                "with `a` as (select m.number as `e_1` from Member m) select x.e_1 from a x",
                                String.class)
                        .getResultList())
                .isNotEmpty());
    }

    @Door(number = 40, name = "query hint", row = "`ConsentException`", field = "`ConsentException`")
    void hints() {
        inSession(em -> {
            var query = em.unwrap(Session.class).createQuery("select m.number from Member m", String.class);
            assertThat(query.getResultList()).isNotEmpty(); // and is known from now on, together with its statement
        });
        for (String hint :
                List.of("*/ select email from Member --", "a) where (select email from Member) like ('s%'", "a--")) {
            inSession(em -> assertThatThrownBy(() -> em.unwrap(Session.class)
                            .createQuery("select m.number from Member m", String.class)
                            .addQueryHint(hint)
                            .getResultList())
                    .isInstanceOf(ConsentException.class));
            inStatelessSession(session -> assertThatThrownBy(
                            () -> session.createQuery("select m.number from Member m", String.class)
                                    .addQueryHint(hint)
                                    .scroll())
                    .isInstanceOf(ConsentException.class));
        }
        inSession(em -> assertThatThrownBy(() -> em.createQuery("update Team t set t.name = 'x' where 1 = 0")
                        .unwrap(Query.class)
                        .addQueryHint("*/ delete from Member --")
                        .executeUpdate())
                .isInstanceOf(ConsentException.class));
    }

    /** Reads a hidden column beside its guard. */
    @Entity(name = "Shouting")
    static class Shouting {
        @Id
        Long id;

        @ManyToOne
        Member member;

        @Formula("(select m.email from Member m where m.id = member_id)")
        String email;
    }

    /** Reads a protected table as another entity. */
    @Entity(name = "Digest")
    @Subselect("select n.id as id, n.text as text from Note n")
    static class Digest {
        @Id
        Long id;

        String text;
    }

    /** Loads itself with a statement of the application's own. */
    @Entity(name = "SelfLoading")
    @SQLSelect(sql = "select id, text from SelfLoading where id = ?")
    @dev.consent.PersonalData(purpose = Reports.class, subject = "member")
    static class SelfLoading {
        @Id
        Long id;

        @ManyToOne
        Member member;

        String text;
    }

    /** Brings a native query. */
    @Entity(name = "Bearer")
    @NamedNativeQuery(name = "Bearer.emails", query = "select email from Member")
    static class Bearer {
        @Id
        Long id;
    }

    @Door(number = 41, name = "`@Formula` on a hidden column", row = "refused at boot", field = "refused at boot")
    void formula() {
        refusedAtBoot(Shouting.class);
    }

    @Door(number = 63, name = "`@Subselect`, `@SQLSelect`", row = "refused at boot", field = "refused at boot")
    void sqlInMappings() {
        refusedAtBoot(Digest.class);
        refusedAtBoot(SelfLoading.class);
    }

    @Door(number = 63, name = "named native query", row = "refused at boot", field = "refused at boot")
    void namedNativeQuery() {
        refusedAtBoot(Bearer.class);
    }

    @Door(
            number = 63,
            name = "stored procedure with the name of a protected table, or of what reads any",
            row = "`ConsentException`",
            field = "`ConsentException`")
    void nameOfProcedure() {
        for (String name : List.of("query_to_xml", "member")) {
            inSession(em -> assertThatThrownBy(() -> em.createStoredProcedureQuery(name)
                            .registerStoredProcedureParameter(1, String.class, ParameterMode.IN)
                            .setParameter(1, "select 1")
                            .getResultList())
                    .as(name)
                    .isInstanceOf(ConsentException.class));
            inStatelessSession(session -> assertThatThrownBy(() -> session.createStoredProcedureCall(name)
                            .markAsFunctionCall(String.class)
                            .getOutputs())
                    .as(name)
                    .isInstanceOf(ConsentException.class));
        }
    }

    @Door(
            number = 63,
            name = "stored procedure or function that reads protected data",
            row = "as it is stored",
            field = "as it is stored: the limit of the library")
    void storedProcedure() {
        Planted hidden = club().planted(Choice.WITHDRAWN);
        club().execute(
                        switch (ground.database()) {
                            case H2 ->
                                "create alias if not exists mail_of as 'String mailOf(java.sql.Connection c, long id) throws Exception"
                                        + " { java.sql.ResultSet r = c.createStatement().executeQuery(\"select email from Member where id = \" + id);"
                                        + " r.next(); return r.getString(1); }'";
                            case POSTGRESQL ->
                                "create or replace function mail_of(i bigint) returns varchar language sql as"
                                        + " 'select email from Member where id = i'";
                            case MARIADB ->
                                "create or replace procedure mail_of(i bigint) select email from Member where id = i";
                        });
        inSession(em ->
                assertThat(mailOf(em.unwrap(Session.class), hidden.member())).isEqualTo(MAIL));
        inStatelessSession(
                session -> assertThat(mailOf(session, hidden.member())).isEqualTo(MAIL));
    }

    private Object mailOf(SharedSessionContract session, Long member) {
        ProcedureCall call = session.createStoredProcedureCall("mail_of");
        if (ground.database() != TestDatabase.MARIADB) {
            call.markAsFunctionCall(String.class);
        }
        call.registerStoredProcedureParameter(1, Long.class, ParameterMode.IN);
        return call.setParameter(1, member).getSingleResult();
    }

    private void refusedAtBoot(Class<?> entity) {
        places.add(Place.BOOT);
        assertThatThrownBy(() -> Clubhouse.own(ground, Map.of(), entity))
                .as(entity.getSimpleName())
                .hasRootCauseInstanceOf(ConsentMappingException.class)
                .hasStackTraceContaining(entity.getSimpleName());
    }

    @Door(number = 60, name = "scalar native query", row = "`ConsentException`", field = "`ConsentException`")
    void scalar() {
        inSession(em -> nativeRefused(em.unwrap(org.hibernate.Session.class)));
        inStatelessSession(this::nativeRefused);
    }

    private void nativeRefused(SharedSessionContract session) {
        for (String query : List.of(
                "select email from Member",
                "select 1 from Locker l join Note n on n.id = l.lazy_id",
                "select email from Member_AUD",
                "select phones from Member_phones",
                "select count(*) from MEMBER",
                "script",
                "/* all */ execute stolen",
                "select 1; script",
                "select label from Locker; -- all\n do 'begin end'",
                "copy (select 1) to stdout",
                "select * from ts_stat('select to_tsvector(email) from Mem' || 'ber')",
                "call csvwrite('members.csv', 'select * from Mem' || 'ber')",
                "select pg_read_binary_file('base/1/1259')",
                "select query_to_xml('select 1', true, false, '')",
                "select most_common_vals from pg_stats")) {
            assertThatThrownBy(
                            () -> session.createNativeQuery(query, Object.class).getResultList())
                    .as(query)
                    .isInstanceOf(ConsentException.class);
        }
        assertThat(session.createNativeQuery("select label from Locker", Object.class)
                        .getResultList())
                .isNotEmpty();
    }

    @Door(number = 61, name = "native query to an entity", row = "`ConsentException`", field = "`ConsentException`")
    void entity() {
        Planted hidden = club().planted(Choice.WITHDRAWN);
        inSession(em -> {
            assertThatThrownBy(() -> em.createNativeQuery("select * from Note", Note.class)
                            .getResultList())
                    .isInstanceOf(ConsentException.class);
            assertThat(em.find(Note.class, hidden.note())).isNull();
        });
        inStatelessSession(session -> assertThatThrownBy(
                        () -> session.createNativeQuery("select * from Note", Note.class)
                                .getResultList())
                .isInstanceOf(ConsentException.class));
    }

    @Door(number = 62, name = "`{m.*}` in a native query", row = "`ConsentException`", field = "`ConsentException`")
    void braces() {
        inSession(em -> bracesRefused(em.unwrap(org.hibernate.Session.class)));
        inStatelessSession(NativeTest::bracesRefused);
    }

    private static void bracesRefused(SharedSessionContract session) {
        assertThatThrownBy(() -> session.createNativeQuery("select {m.*} from Member m", Object.class)
                        .addEntity("m", Member.class)
                        .getResultList())
                .isInstanceOf(ConsentException.class);
    }

    @Door(
            number = 64,
            name = "`doWork` and plain JDBC",
            row = "as it is stored",
            field = "as it is stored: the limit of the library")
    void plainJdbc() {
        Planted hidden = club().planted(Choice.WITHDRAWN);
        inSession(em ->
                assertThat(rawMail(em.unwrap(Session.class), hidden.member())).isEqualTo(MAIL));
        inStatelessSession(
                session -> assertThat(rawMail(session, hidden.member())).isEqualTo(MAIL));
    }

    private static String rawMail(SharedSessionContract session, Long member) {
        return session.doReturningWork(connection -> {
            try (ResultSet rows =
                    connection.createStatement().executeQuery("select email from Member where id = " + member)) {
                rows.next();
                return rows.getString(1);
            }
        });
    }
}
