package dev.consent.spring.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.decision.DecisionTookEffect;
import dev.consent.gate.ConsentGate;
import dev.consent.gate.ConsentRequiredException;
import dev.consent.jpa.Consent;
import dev.consent.notice.Notice;
import dev.consent.notice.NoticeKind;
import dev.consent.notice.NoticeState;
import dev.consent.spring.ConsentSubject;
import dev.consent.spring.RequiresConsent;
import dev.consent.spring.border.Member.Magazine;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(
        classes = BorderApplication.class,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:border",
            "spring.jpa.hibernate.ddl-auto=create-drop",
            "consent.notices.interval=50ms"
        })
@RecordApplicationEvents
class BorderTest {

    @Autowired
    private Consent consent;

    @Autowired
    private ConsentGate gate;

    @Autowired
    @Qualifier("cachedConsentGate")
    private ConsentGate cached;

    @Autowired
    private EntityManager em;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Office office;

    @Autowired
    private BorderApplication.Courier courier;

    @Autowired
    private ApplicationEvents events;

    private Member member = new Member();

    @BeforeEach
    void join() {
        member = new Member();
        transaction.executeWithoutResult(status -> em.persist(member));
    }

    private void grant() {
        transaction.executeWithoutResult(
                status -> consent.decide(em, Decision.given(member.subject(), Magazine.class, Grantor.parent(7))));
    }

    private void withdraw() {
        transaction.executeWithoutResult(
                status -> consent.decide(em, Decision.withdrawn(member.subject(), Magazine.class, Grantor.parent(7))));
    }

    @Test
    void runsAMethodOnlyWhileItsPurposeIsInForce() {
        assertThatThrownBy(() -> office.print("May", member.id))
                .isInstanceOf(ConsentRequiredException.class)
                .hasMessageContaining("'magazine'");
        grant();
        assertThat(office.print("May", member.id)).isEqualTo("May");
        withdraw();
        assertThatThrownBy(() -> office.print("May", member.id)).isInstanceOf(ConsentRequiredException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> office.print("May", null))
                .withMessageContaining("is null");
    }

    @Test
    void asksWithinTheTransactionOfTheCaller() {
        transaction.executeWithoutResult(status -> {
            consent.decide(em, Decision.given(member.subject(), Magazine.class, Grantor.parent(7)));
            assertThat(office.decideAndPrint(member.subject())).endsWith("true");
            status.setRollbackOnly();
        });
        assertThatThrownBy(() -> office.decideAndPrint(member.subject())).isInstanceOf(ConsentRequiredException.class);
    }

    @Test
    void asksOnTheThreadOfAnAsynchronousMethod() {
        assertThatThrownBy(() -> office.send(member.subject()).join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConsentRequiredException.class);
        grant();
        assertThat(office.send(member.subject()).join())
                .isNotEqualTo(Thread.currentThread().getName());
    }

    @Test
    void injectsTheStrictGateByTypeAndTheCachedOneByName() {
        assertThat(gate).isNotSameAs(cached);
        for (ConsentGate each : List.of(gate, cached)) {
            assertThat(each.permits(member.subject(), Magazine.class)).isFalse();
        }
        transaction.executeWithoutResult(status -> {
            consent.decide(em, Decision.given(member.subject(), Magazine.class, Grantor.parent(7)));
            assertThat(cached.permits(member.subject(), Magazine.class)).isTrue();
        });
        assertThat(cached.permits(member.subject(), Magazine.class)).isTrue();
    }

    @Test
    void publishesEveryDecisionAsAnEvent() {
        grant();
        withdraw();
        assertThat(events.stream(DecisionTookEffect.class)
                        .filter(decision -> decision.subject().equals(member.subject())))
                .extracting(DecisionTookEffect::inForce)
                .containsExactly(true, false);
    }

    @Test
    void handsOverNoticesByItself() throws InterruptedException {
        grant();
        withdraw();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (notices().stream().noneMatch(notice -> notice.state() == NoticeState.ACKNOWLEDGED)
                && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(notices()).extracting(Notice::state).containsExactly(NoticeState.ACKNOWLEDGED);
        assertThat(courier.carried)
                .filteredOn(notice -> notice.subject().equals(member.subject()))
                .extracting(Notice::kind)
                .containsExactly(NoticeKind.WITHDRAWAL);
    }

    private List<Notice> notices() {
        return Objects.requireNonNull(
                transaction.execute(status -> consent.notices().of(em, member.subject())));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Nobody.class, Everybody.class, Stranger.class, NoPurpose.class, Hidden.class, Unchangeable.class
            })
    void doesNotStartWithAMethodThatCannotBeAsked(Class<?> bean) {
        new ApplicationContextRunner()
                .withUserConfiguration(BorderApplication.class, bean)
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:${random.uuid}",
                        "spring.jpa.hibernate.ddl-auto=create-drop",
                        "consent.gate.staleness=0")
                .run(context -> assertThat(causes(context.getStartupFailure()))
                        .anySatisfy(failure -> assertThat(failure)
                                .isInstanceOf(ConsentException.class)
                                .hasMessageContaining("@RequiresConsent on " + bean.getName() + ".act")));
    }

    private static List<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
    }

    static class Nobody {
        @RequiresConsent(purpose = Magazine.class)
        public void act(String title) {}
    }

    static class Everybody {
        @RequiresConsent(purpose = Magazine.class)
        public void act(SubjectId one, @ConsentSubject(Member.class) Long other) {}
    }

    static class Stranger {
        @RequiresConsent(purpose = Magazine.class)
        public void act(@ConsentSubject(String.class) Long member) {}
    }

    static class NoPurpose {
        @RequiresConsent(purpose = String.class)
        public void act(SubjectId member) {}
    }

    static class Hidden {
        @RequiresConsent(purpose = Magazine.class)
        private void act(SubjectId member) {}
    }

    static class Unchangeable {
        @RequiresConsent(purpose = Magazine.class)
        public final void act(SubjectId member) {}
    }
}
