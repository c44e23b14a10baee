package dev.consent.jpa.bench;

import dev.consent.jpa.bench.model.Evaluation;
import dev.consent.jpa.bench.model.Pupil;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The everyday work that is measured. */
public enum Operation {
    FIND_BY_ID("find by id") {
        @Override
        @Nullable
        Object run(Session session, Candidate candidate, Keys keys) {
            return session.find(candidate.type(), keys.visibleRow());
        }
    },
    NEWEST_50("newest 50") {
        @Override
        Object run(Session session, Candidate candidate, Keys keys) {
            return newest(session, candidate, keys, 50);
        }
    },
    ROWS_200("200 rows") {
        @Override
        Object run(Session session, Candidate candidate, Keys keys) {
            return newest(session, candidate, keys, 200);
        }
    },
    PROJECTION("projection of 50") {
        @Override
        Object run(Session session, Candidate candidate, Keys keys) {
            return session.createSelectionQuery(
                            "select e.id, e.writtenOn, e.text, e.email from "
                                    + candidate.type().getSimpleName()
                                    + " e where e.coach = :coach order by e.writtenOn desc, e.id desc",
                            Object[].class)
                    .setParameter("coach", keys.coach())
                    .setMaxResults(50)
                    .getResultList();
        }
    },
    COUNT("count of 1,000") {
        @Override
        Object run(Session session, Candidate candidate, Keys keys) {
            return session.createSelectionQuery(
                            "select count(*) from " + candidate.type().getSimpleName() + " e where e.coach = :coach",
                            Long.class)
                    .setParameter("coach", keys.coach())
                    .getSingleResult();
        }
    },
    LOG_IN("log-in by e-mail") {
        @Override
        @Nullable
        Object run(Session session, Candidate candidate, Keys keys) {
            return session.createSelectionQuery(
                            "from " + candidate.type().getSimpleName() + " e where e.email = :email", candidate.type())
                    .setParameter("email", Stock.email(keys.visibleRow()))
                    .getSingleResultOrNull();
        }
    },
    INSERT("insert") {
        @Override
        Object run(Session session, Candidate candidate, Keys keys) {
            Evaluation evaluation = candidate.fresh();
            evaluation.id = keys.freshRow();
            evaluation.pupil = session.getReference(Pupil.class, keys.visiblePupil());
            evaluation.coach = keys.coach();
            evaluation.writtenOn = LocalDate.of(2019, 12, 31);
            evaluation.score = 7;
            evaluation.write(
                    Stock.email(evaluation.id),
                    "+31 20 123 45 67",
                    "Reads well, and plans the week with a little help",
                    "Go on like this",
                    "None");
            session.persist(evaluation);
            return evaluation;
        }
    },
    UPDATE("update") {
        @Override
        Object run(Session session, Candidate candidate, Keys keys) {
            Evaluation evaluation = session.find(candidate.type(), keys.visibleRow());
            evaluation.advise("Read aloud for " + keys.coach() + " minutes");
            return evaluation;
        }
    };

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }

    abstract @Nullable Object run(Session session, Candidate candidate, Keys keys);

    private static List<? extends Evaluation> newest(Session session, Candidate candidate, Keys keys, int many) {
        return session.createSelectionQuery(
                        "from " + candidate.type().getSimpleName()
                                + " e where e.coach = :coach order by e.writtenOn desc, e.id desc",
                        candidate.type())
                .setParameter("coach", keys.coach())
                .setMaxResults(many)
                .getResultList();
    }
}
