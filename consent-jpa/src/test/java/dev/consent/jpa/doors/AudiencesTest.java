package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.gate.Scope;
import dev.consent.jpa.doors.club.Society.Chart;
import dev.consent.jpa.doors.club.Society.Doctors;
import dev.consent.jpa.doors.club.Society.Treatment;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.query.AuditEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

/** Each is seen by those it is for, and then by everybody else. What is for few eyes still needs the person's consent. */
@DisplayName("Scopes and audiences")
class AudiencesTest extends Chapter {

    private static final Scope DOCTORS = Scope.current().withAudience(Doctors.class);

    private static final String ROWS = "select t.text from Treatment t where t.member.id = :member";
    private static final String FIELDS = "select c.finding from Chart c where c.member.id = :member";

    private static <S extends SharedSessionContract> Reading<S> in(Scope scope, Reading<S> reading) {
        return (session, it) -> scope.get(() -> reading.apply(session, it));
    }

    private static Reading<Session> asked(String query) {
        return (session, it) -> list(session, query, it);
    }

    private static Reading<StatelessSession> askedStateless(String query) {
        return (session, it) -> list(session, query, it);
    }

    /** Open to doctors only, by query in both kinds of session. */
    private void forDoctors(String rows, @Nullable Object hiddenRows, String fields, @Nullable Object hiddenFields) {
        row(in(DOCTORS, asked(rows)), list("SECRET-TREATMENT"), hiddenRows);
        row(asked(rows), hiddenRows, hiddenRows);
        statelessRow(in(DOCTORS, askedStateless(rows)), list("SECRET-TREATMENT"), hiddenRows);
        statelessRow(askedStateless(rows), hiddenRows, hiddenRows);
        field(in(DOCTORS, asked(fields)), list("SECRET-FINDING"), hiddenFields);
        field(asked(fields), hiddenFields, hiddenFields);
        statelessField(in(DOCTORS, askedStateless(fields)), list("SECRET-FINDING"), hiddenFields);
        statelessField(askedStateless(fields), hiddenFields, hiddenFields);
    }

    private static List<Object> list(String only) {
        return List.of(only);
    }

    @Door(number = 99, name = "query outside the audience", row = "no result", field = "null")
    void query() {
        forDoctors(ROWS, List.of(), FIELDS, NULL);
    }

    @Door(number = 99, name = "condition outside the audience", row = "no result", field = "no result")
    void condition() {
        forDoctors(ROWS + " and t.text like 'SECRET%'", List.of(), FIELDS + " and c.finding like 'SECRET%'", List.of());
    }

    @Door(number = 99, name = "aggregate outside the audience", row = "null", field = "null")
    void aggregate() {
        forDoctors(ROWS.replace("t.text", "max(t.text)"), NULL, FIELDS.replace("c.finding", "max(c.finding)"), NULL);
    }

    @Door(number = 99, name = "find outside the audience", row = "not found", field = "null")
    void find() {
        Reading<Session> treatment = (session, it) -> {
            Treatment found = session.find(Treatment.class, it.treatment());
            return found == null ? NONE : found.text;
        };
        row(in(DOCTORS, treatment), "SECRET-TREATMENT", NONE);
        row(treatment, NONE, NONE);
        Reading<Session> chart = (session, it) -> session.find(Chart.class, it.chart()).finding;
        field(in(DOCTORS, chart), "SECRET-FINDING", null);
        field(chart, null, null);
        Reading<StatelessSession> got = (session, it) -> {
            Treatment found = session.get(Treatment.class, it.treatment());
            return found == null ? NONE : found.text;
        };
        statelessRow(in(DOCTORS, got), "SECRET-TREATMENT", NONE);
        statelessRow(got, NONE, NONE);
        Reading<StatelessSession> gotChart = (session, it) -> session.get(Chart.class, it.chart()).finding;
        statelessField(in(DOCTORS, gotChart), "SECRET-FINDING", null);
        statelessField(gotChart, null, null);
    }

    @Door(
            number = 99,
            name = "history outside the audience",
            row = "no revision",
            field = "null",
            sessionOnly = SessionOnly.ENVERS)
    void history() {
        Reading<Session> treatments = (session, it) -> AuditReaderFactory.get(session)
                .createQuery()
                .forRevisionsOfEntity(Treatment.class, true, false)
                .add(AuditEntity.id().eq(it.treatment()))
                .addProjection(AuditEntity.property("text"))
                .getResultList();
        row(in(DOCTORS, treatments), list("SECRET-TREATMENT"), List.of());
        row(treatments, List.of(), List.of());
        Reading<Session> charts = (session, it) -> AuditReaderFactory.get(session)
                .createQuery()
                .forRevisionsOfEntity(Chart.class, true, false)
                .add(AuditEntity.id().eq(it.chart()))
                .addProjection(AuditEntity.property("finding"))
                .getResultList();
        field(in(DOCTORS, charts), list("SECRET-FINDING"), NULL);
        field(charts, NULL, NULL);
    }

    @Door(number = 99, name = "change of another attribute outside the audience", field = "kept")
    void kept() {
        Planted it = club().plant();
        inSession(em -> em.find(Chart.class, it.chart()).pages = 2);
        inStatelessSession(session -> {
            Chart chart = session.get(Chart.class, it.chart());
            chart.pages = 3;
            session.update(chart);
        });
        inSession(em -> assertThat(DOCTORS.get(() -> em.find(Chart.class, it.chart()).finding))
                .isEqualTo("SECRET-FINDING"));
    }

    @Door(number = 99, name = "work for another purpose", row = "no result", field = "null")
    void otherPurpose() {
        Scope contact = Scope.current().withPurpose(Contact.class);
        Scope reports = Scope.current().withPurpose(Reports.class);
        String notes = "select n.text from Note n where n.id = :note";
        row(in(reports, asked(notes)), List.of(Planted.TEXT), List.of());
        row(in(contact, asked(notes)), List.of(), List.of());
        String mails = "select m.email from Member m where m.id = :member";
        field(in(contact, asked(mails)), List.of(Planted.MAIL), NULL);
        field(in(reports, asked(mails)), NULL, NULL);
        statelessField(in(contact, askedStateless(mails)), List.of(Planted.MAIL), NULL);
        statelessField(in(reports, askedStateless(mails)), NULL, NULL);
    }

    @Door(number = 99, name = "privileged work, when its time is over", row = "no result", field = "null")
    void privileged() {
        try (Clubhouse own = Clubhouse.own(ground, Map.of())) {
            Planted here = own.plant();
            own.withdraw(here);
            Scope privileged = own.consent.privileged("audit", Duration.ofMinutes(5));
            String notes = "select n.text from Note n where n.id = :note";
            String mails = "select m.email from Member m where m.id = :member";
            places.add(Place.SESSION);
            assertThat(own.<List<Object>>read(em -> privileged.get(() -> list(em.unwrap(Session.class), notes, here))))
                    .containsExactly(Planted.TEXT);
            assertThat(own.<List<Object>>read(em -> privileged.get(() -> list(em.unwrap(Session.class), mails, here))))
                    .containsExactly(Planted.MAIL);
            own.clock.advance(Duration.ofMinutes(5));
            assertThat(own.<List<Object>>read(em -> privileged.get(() -> list(em.unwrap(Session.class), notes, here))))
                    .isEmpty();
            assertThat(own.<List<Object>>read(em -> privileged.get(() -> list(em.unwrap(Session.class), mails, here))))
                    .isEqualTo(NULL);
            places.add(Place.STATELESS);
            assertThat(own.<List<Object>>stateless(session -> privileged.get(() -> list(session, notes, here))))
                    .isEmpty();
            assertThat(own.<List<Object>>stateless(session -> own.consent
                            .privileged("audit", Duration.ofMinutes(5))
                            .get(() -> list(session, notes, here))))
                    .containsExactly(Planted.TEXT);
        }
    }

    @Door(number = 99, name = "new thread inside the audience", row = "no result", field = "null")
    void newThread() {
        DOCTORS.run(() -> {
            row(AudiencesTest::elsewhere, List.of(), List.of());
            field((session, it) -> elsewhere(session, it, FIELDS), NULL, NULL);
            statelessRow(AudiencesTest::elsewhere, List.of(), List.of());
            statelessField((session, it) -> elsewhere(session, it, FIELDS), NULL, NULL);
        });
    }

    private static Object elsewhere(SharedSessionContract session, Planted it) {
        return elsewhere(session, it, ROWS);
    }

    private static Object elsewhere(SharedSessionContract session, Planted it, String query) {
        return CompletableFuture.supplyAsync(() -> list(session, query, it)).join();
    }
}
