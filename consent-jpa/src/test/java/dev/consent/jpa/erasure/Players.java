package dev.consent.jpa.erasure;

import dev.consent.CopiedTo;
import dev.consent.DataSubject;
import dev.consent.DerivedData;
import dev.consent.Erase;
import dev.consent.ErasureStrategy;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import dev.consent.Recipient;
import dev.consent.SubjectId;
import dev.consent.jpa.database.TestUnit;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.hibernate.envers.Audited;

/** Players whose nicknames are erased by a strategy that some values are too much for. */
final class Players extends TestUnit {

    /** Whether the strategy is as it was written first. */
    volatile boolean fixed;

    private static final ThreadLocal<Players> CURRENT = new ThreadLocal<>();

    Players(String url) {
        super(url, Map.of("hibernate.connection.pool_size", "3"), List.of(Player.class));
        CURRENT.set(this);
    }

    @Recipient(
            code = "league",
            name = "The league",
            role = Recipient.Role.PROCESSOR,
            agreement = "DPA 3",
            agreedOn = "2026-01-01")
    interface League {}

    @Purpose(code = "ranking", title = "The ranking", basis = LegalBasis.CONSENT, recipients = League.class)
    interface Ranking {}

    @DerivedData(code = "board", title = "The board in the hall")
    interface Board {}

    static final class Stubborn implements ErasureStrategy {
        @Override
        public Object erase(Object value) {
            String text = (String) value;
            if (!CURRENT.get().fixed) {
                switch (text) {
                    case "planted-deep" -> erase(text);
                    case "planted-assertion" -> throw new AssertionError(text);
                    case "planted-missing" -> throw new NoClassDefFoundError(text);
                    case "planted-memory" -> throw new OutOfMemoryError(text);
                    default -> {
                        // this one is no trouble
                    }
                }
            }
            return text.substring(0, 1);
        }
    }

    @Entity(name = "Player")
    @Audited
    @DataSubject(type = "player")
    static class Player {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Ranking.class)
        @Erase(as = Erase.As.OWN, by = Stubborn.class)
        @CopiedTo(Board.class)
        String nickname;
    }

    /** Somebody with this nickname who has withdrawn. */
    SubjectId withdrawn(String nickname) {
        SubjectId subject = read(em -> {
            Player added = new Player();
            em.persist(added);
            return SubjectId.of(Player.class, added.id);
        });
        write(em -> decideIn(em, subject, true, Ranking.class));
        write(em -> em.find(Player.class, Long.valueOf(subject.key())).nickname = nickname);
        write(em -> decideIn(em, subject, false, Ranking.class));
        return subject;
    }
}
