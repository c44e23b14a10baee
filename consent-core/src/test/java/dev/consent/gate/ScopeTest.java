package dev.consent.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ScopeTest {

    private interface Care {}

    private interface Office {}

    private interface Group {}

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private static final Privilege PRIVILEGE = new Privilege() {
        @Override
        public String reason() {
            return "a secret reason";
        }

        @Override
        public Instant until() {
            return Instant.EPOCH;
        }
    };

    @Test
    void isNothingUnlessItIsBound() {
        assertThat(Scope.current()).isSameAs(Scope.none());
        assertThat(Scope.none().purpose()).isEmpty();
        assertThat(Scope.none().audiences()).isEmpty();
        assertThat(Scope.none().actor()).isEmpty();
        assertThat(Scope.none().clock()).isEmpty();
        assertThat(Scope.none().privilege()).isEmpty();
    }

    @Test
    void isAValueOfWhichOnePartChangesAtATime() {
        Scope scope = Scope.none()
                .withPurpose(Care.class)
                .withAudience(Office.class, Group.class, Office.class)
                .withActor("4711")
                .withClock(CLOCK)
                .withPrivilege(PRIVILEGE);
        assertThat(scope.purpose()).contains(Care.class);
        assertThat(scope.audiences()).containsExactlyInAnyOrder(Office.class, Group.class);
        assertThat(scope.actor()).contains("4711");
        assertThat(scope.clock()).containsSame(CLOCK);
        assertThat(scope.privilege()).containsSame(PRIVILEGE);
        assertThat(scope.withAudience().audiences()).isEmpty();
        assertThat(scope.audiences()).hasSize(2);
        assertThat(scope)
                .hasToString("Scope[purpose=Care, audiences=[Group, Office], privileged until 1970-01-01T00:00:00Z]");
        assertThatIllegalArgumentException().isThrownBy(() -> scope.withActor(" "));
    }

    @Test
    void bringsBackTheOuterScopeAlsoAfterAnException() {
        Scope outer = Scope.none().withPurpose(Care.class);
        Scope inner = outer.withAudience(Office.class);
        outer.run(() -> {
            assertThat(Scope.current()).isSameAs(outer);
            assertThat(inner.<Scope>get(Scope::current)).isSameAs(inner);
            assertThat(Scope.current()).isSameAs(outer);
            assertThatThrownBy(() -> inner.run(() -> {
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
            assertThat(Scope.current()).isSameAs(outer);
            assertThatThrownBy(() -> inner.call(() -> {
                        throw new IOException("checked");
                    }))
                    .isInstanceOf(IOException.class);
            assertThat(Scope.current()).isSameAs(outer);
        });
        assertThat(Scope.current()).isSameAs(Scope.none());
    }

    @Test
    void staysOnItsThreadUnlessItIsHandedOver() throws Exception {
        Scope scope = Scope.none().withAudience(Office.class);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Callable<Scope> current = Scope::current;
            scope.call(() -> {
                assertThat(executor.submit(current).get()).isSameAs(Scope.none());
                assertThat(executor.submit(scope.wrap(current)).get()).isSameAs(scope);
                assertThat(executor.submit(current).get()).isSameAs(Scope.none());
                CompletableFuture<Scope> seen = new CompletableFuture<>();
                new Thread(scope.wrap(() -> {
                            seen.complete(Scope.current());
                        }))
                        .start();
                assertThat(seen.get()).isSameAs(scope);
                return scope;
            });
        } finally {
            executor.shutdown();
        }
    }
}
