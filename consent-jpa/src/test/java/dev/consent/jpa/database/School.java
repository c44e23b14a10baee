package dev.consent.jpa.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.consent.SubjectId;
import dev.consent.jpa.mapping.ConsentMappingException;
import dev.consent.jpa.model.Agenda;
import dev.consent.jpa.model.Attachment;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.EvaluationLink;
import dev.consent.jpa.model.Invoice;
import dev.consent.jpa.model.Pupil;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;

/** The small school on one database. */
public final class School extends TestUnit {

    private static final List<Class<?>> ENTITIES =
            List.of(Pupil.class, Evaluation.class, Attachment.class, EvaluationLink.class, Agenda.class, Invoice.class);

    public School(TestDatabase database, Map<String, Object> settings, List<Class<?>> more) {
        this(database.freshUrl(), settings, more);
    }

    public School(String url, Map<String, Object> settings, List<Class<?>> more) {
        super(
                url,
                settings,
                Stream.of(ENTITIES, more).<Class<?>>flatMap(List::stream).toList());
    }

    public static School on(TestDatabase database) {
        return new School(database, Map.of(), List.of());
    }

    /** Why nothing starts with these entities besides its own. */
    public static ConsentMappingException refused(TestDatabase database, List<Class<?>> more) {
        return refused(database, Map.of(), more);
    }

    /** The same with some settings. */
    public static ConsentMappingException refused(
            TestDatabase database, Map<String, Object> settings, List<Class<?>> more) {
        Throwable thrown = catchThrowable(() -> new School(database, settings, more).close());
        assertThat(thrown).hasRootCauseInstanceOf(ConsentMappingException.class);
        return (ConsentMappingException) Throwables.getRootCause(thrown);
    }

    /** What the school maps. */
    public static Class<?>[] entities() {
        return ENTITIES.toArray(new Class<?>[0]);
    }

    public Long enrol(String name) {
        return read(em -> {
            Pupil pupil = new Pupil(name);
            em.persist(pupil);
            return pupil.id;
        });
    }

    public void grant(Long pupil, Class<?>... purposes) {
        write(em -> decideIn(em, pupil, true, purposes));
    }

    public void withdraw(Long pupil, Class<?>... purposes) {
        write(em -> decideIn(em, pupil, false, purposes));
    }

    /** Decides within a transaction of the caller. */
    public void decideIn(EntityManager em, Long pupil, boolean yes, Class<?>... purposes) {
        decideIn(em, SubjectId.of(Pupil.class, pupil), yes, purposes);
    }
}
