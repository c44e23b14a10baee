package dev.consent.jpa.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.ConsentState;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionListener;
import dev.consent.decision.DecisionTookEffect;
import dev.consent.decision.Standing;
import dev.consent.gate.ConsentGate;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.gate.Scope;
import dev.consent.jpa.Consent;
import dev.consent.jpa.ConsentSettings;
import dev.consent.jpa.border.Tracking.Care;
import dev.consent.jpa.border.Tracking.News;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class GateContract {

    private final TestDatabase database;
    private String url;
    private Tracking portal;
    private SubjectId anna;
    private SubjectId ben;

    GateContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        url = database.freshUrl();
        portal = new Tracking(url);
        anna = portal.enrol("Anna");
        ben = portal.enrol("Ben");
    }

    @AfterEach
    void close() {
        portal.close();
    }

    private boolean permits(SubjectId child) {
        return permits(portal.consent, portal.factory, child);
    }

    private static boolean permits(Consent consent, EntityManagerFactory factory, SubjectId child) {
        return factory.callInTransaction(em -> consent.cachedGate(em).permits(child, News.class));
    }

    @Test
    void answersTheSameWhetherAskedStrictlyOrFromMemory() {
        portal.grant(anna, News.class);
        for (int i = 0; i < 2; i++) {
            assertThat(permits(anna)).isTrue();
            assertThat(permits(ben)).isFalse();
            portal.write(em -> {
                assertThat(portal.consent.cachedGate(em).permitted(List.of(anna, ben), News.class))
                        .containsExactly(anna);
                assertThat(portal.consent.gate(em).permitted(List.of(anna, ben), News.class))
                        .containsExactly(anna);
                assertThat(portal.consent.cachedGate(em).permitted(List.of(ben, anna), Care.class))
                        .containsExactly(ben, anna);
            });
        }
    }

    @Test
    void doesNotSayYesAboutNobody() {
        SubjectId nobody = SubjectId.of(Tracking.Child.class, 999_999L);
        portal.write(em -> {
            for (ConsentGate gate : List.of(portal.consent.gate(em), portal.consent.cachedGate(em))) {
                assertThat(gate.permits(nobody, Care.class)).isFalse();
                assertThat(gate.permitted(List.of(nobody, ben), Care.class)).containsExactly(ben);
                assertThat(gate.standing(nobody, Care.class))
                        .isEqualTo(new Standing(ConsentState.UNKNOWN, false, null));
            }
        });
    }

    @Test
    void asksTheDatabaseOnceWhileNothingChanges() {
        portal.grant(anna, News.class);
        Statistics statistics = portal.factory.unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        assertThat(permits(anna)).isTrue();
        long asked = statistics.getPrepareStatementCount();
        assertThat(permits(anna)).isTrue();
        portal.write(em -> portal.consent.cachedGate(em).permitted(List.of(anna), News.class));
        assertThat(statistics.getPrepareStatementCount()).isEqualTo(asked);
        portal.write(em -> portal.consent.cachedGate(em).permitted(List.of(anna, ben), News.class));
        assertThat(statistics.getPrepareStatementCount()).isEqualTo(asked + 1);
    }

    @Test
    void forgetsAtTheCommitOfADecisionOnThisNode() {
        assertThat(permits(anna)).isFalse();
        portal.grant(anna, News.class);
        assertThat(permits(anna)).isTrue();
        portal.withdraw(anna, News.class);
        assertThat(permits(anna)).isFalse();
    }

    @Test
    void seesItsOwnUncommittedDecisionAndShowsItToNobody() {
        assertThat(permits(anna)).isFalse();
        assertThatThrownBy(() -> portal.write(em -> {
                    portal.decideIn(em, anna, true, News.class);
                    assertThat(portal.consent.cachedGate(em).permits(anna, News.class))
                            .isTrue();
                    assertThat(portal.consent.cachedGate(em).permitted(List.of(anna), News.class))
                            .containsExactly(anna);
                    assertThat(permits(anna)).as("from another transaction").isFalse();
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(permits(anna)).isFalse();
    }

    @Test
    void hearsOfAnotherNodeWithinASecond() {
        MovableClock clock = portal.clock;
        try (EntityManagerFactory other = new HibernatePersistenceConfiguration("other")
                .property("jakarta.persistence.jdbc.url", url)
                .property(ConsentSettings.CLOCK, clock)
                .managedClasses(Tracking.Child.class, Tracking.Letter.class, Tracking.Mark.class)
                .createEntityManagerFactory()) {
            Consent there = Consent.of(other);
            portal.grant(anna, News.class);
            assertThat(permits(there, other, anna)).isTrue();
            portal.withdraw(anna, News.class);
            boolean strict = other.callInTransaction(em -> there.gate(em).permits(anna, News.class));
            assertThat(strict).isFalse();
            clock.advance(Duration.ofSeconds(1));
            assertThat(permits(there, other, anna)).isFalse();
        }
    }

    @Test
    void endsAnAnswerWithItsGrantToTheMoment() {
        portal.write(em -> portal.consent.decide(
                em,
                Decision.given(anna, News.class, Grantor.parent(7))
                        .until(portal.clock.instant().plusMillis(500))));
        assertThat(permits(anna)).isTrue();
        portal.clock.advance(Duration.ofMillis(499));
        assertThat(permits(anna)).isTrue();
        portal.clock.advance(Duration.ofMillis(1));
        assertThat(permits(anna)).isFalse();
        portal.consent.expireGrants();
        assertThat(permits(anna)).isFalse();
    }

    @Test
    void asksAboutAnotherTimeInAScopeWithItsOwnClock() {
        portal.write(em -> portal.consent.decide(
                em,
                Decision.given(anna, News.class, Grantor.parent(7))
                        .until(portal.clock.instant().plus(Duration.ofDays(1)))));
        assertThat(permits(anna)).isTrue();
        Clock tomorrow = Clock.offset(portal.clock, Duration.ofDays(1));
        assertThat(Scope.current().withClock(tomorrow).get(() -> permits(anna))).isFalse();
        assertThat(permits(anna)).isTrue();
    }

    @Test
    void namesThePurposeAndTheNextStepWhenItRefuses() {
        portal.write(em -> {
            assertThatThrownBy(() -> portal.consent.cachedGate(em).require(anna, News.class))
                    .isInstanceOf(ConsentRequiredException.class)
                    .hasMessage("The purpose 'news' is not in force for this Child. Ask for it and record the answer"
                            + " before trying again.");
            portal.consent.decide(em, Decision.revoked(anna, Care.class, Grantor.staff("s-1")));
            assertThatThrownBy(() -> portal.consent.gate(em).require(anna, Care.class))
                    .isInstanceOf(ConsentRequiredException.class)
                    .hasMessageContaining("'care'")
                    .hasMessageContaining("CONTRACT");
        });
    }

    @Test
    void tellsListenersOfEveryDecisionAfterItsCommitAndOfNoOther() {
        List<DecisionTookEffect> heard = new ArrayList<>();
        List<Boolean> visible = new ArrayList<>();
        DecisionListener listener = decision -> {
            heard.add(decision);
            visible.add(permits(anna));
        };
        portal.consent.addListener(decision -> {
            throw new IllegalStateException("of another listener");
        });
        portal.consent.addListener(listener);

        portal.grant(anna, News.class);
        portal.grant(anna, News.class);
        portal.write(em -> {
            portal.decideIn(em, anna, false, News.class);
            em.getTransaction().setRollbackOnly();
        });
        portal.refuse(ben, News.class);
        portal.withdraw(anna, News.class);
        portal.consent.removeListener(listener);
        portal.grant(anna, News.class);

        assertThat(heard)
                .extracting(DecisionTookEffect::subject, DecisionTookEffect::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(anna, ConsentState.GIVEN),
                        org.assertj.core.groups.Tuple.tuple(ben, ConsentState.REFUSED),
                        org.assertj.core.groups.Tuple.tuple(anna, ConsentState.WITHDRAWN));
        assertThat(visible).containsExactly(true, true, false);
        assertThat(heard.get(0).opened()).isTrue();
        assertThat(heard.get(1).closed()).isFalse();
        assertThat(heard.get(2).closed()).isTrue();
    }
}
