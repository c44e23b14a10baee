package dev.consent.jpa.erasure;

import dev.consent.jpa.erasure.log.ErasureLog;
import dev.consent.jpa.erasure.log.LogEntry;
import dev.consent.jpa.erasure.log.LogEntry.Outcome;
import dev.consent.jpa.erasure.log.LogEntry.People;
import dev.consent.jpa.erasure.log.LogEntry.Person;
import dev.consent.jpa.erasure.log.LogEntry.Rows;
import dev.consent.jpa.transaction.OwnTransactions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;

/**
 * What the erasure log knows and the database has not seen. Erasures of people are known by the references of their
 * obligations: one that is in the database in any state is hidden there, and swept in time. Erasures of rows are known by
 * their receipts; one whose outcome was lost counts only when the database is older for other reasons, because it may
 * have been undone.
 */
final class Unseen {

    private static final int AT_ONCE = 500;

    private final SessionFactory factory;
    private final Set<UUID> done = new HashSet<>();
    private final Set<UUID> undone = new HashSet<>();

    /** Erasures of people of whom at least one is not known. */
    final List<People> people = new ArrayList<>();

    /** Erasures of rows that ended well. */
    final List<Rows> rows = new ArrayList<>();

    /** Erasures of rows of which nobody knows how they ended, and whoever began them is at work no more. */
    final List<Rows> abandoned = new ArrayList<>();

    /** The same, while it may still be at work. */
    private final List<Rows> uncertain = new ArrayList<>();

    private final List<LogEntry.Intent> read = new ArrayList<>();
    private final Set<UUID> live = new HashSet<>();

    private final Predicate<LogEntry.Intent> possible;

    /** How many erasures cannot be done again here, or not yet. They stay unseen. */
    int later;

    /** @param possible whether there is here what was erased: its purpose, its kind of person, its term */
    Unseen(SessionFactory factory, ErasureLog log, Predicate<LogEntry.Intent> possible) {
        this.factory = factory;
        this.possible = possible;
        log.read((entry, atWork) -> {
            if (entry instanceof Outcome outcome) {
                (outcome.done() ? done : undone).add(outcome.intent());
            }
        });
        log.read((entry, atWork) -> {
            if (entry instanceof LogEntry.Intent intent && !undone.contains(intent.intent())) {
                read.add(intent);
                if (atWork) {
                    live.add(intent.intent());
                }
                if (read.size() == AT_ONCE) {
                    compare();
                }
            }
        });
        compare();
    }

    boolean isEmpty() {
        return people.isEmpty() && rows.isEmpty();
    }

    int size() {
        return people.size() + rows.size();
    }

    /** Everything about rows, if the database is older. */
    List<Rows> allRows() {
        List<Rows> all = new ArrayList<>(rows);
        all.addAll(abandoned);
        all.addAll(uncertain);
        return all;
    }

    private void compare() {
        if (read.isEmpty()) {
            return;
        }
        List<UUID> asked = read.stream().map(LogEntry::intent).toList();
        Set<UUID> known =
                new HashSet<>(known("select r.reference from " + ReceiptRow.NAME + " r where r.reference", asked));
        known.addAll(known("select r.intent from " + ReplayedRow.NAME + " r where r.intent", asked));
        for (LogEntry.Intent intent : read) {
            if (known.contains(intent.intent()) || intent instanceof People some && allKnown(some)) {
                continue;
            }
            if (!possible.test(intent)) {
                later++;
            } else if (intent instanceof People some) {
                people.add(some);
            } else if (intent instanceof Rows some) {
                (done.contains(some.intent()) ? rows : live.contains(some.intent()) ? uncertain : abandoned).add(some);
            }
        }
        read.clear();
        live.clear();
    }

    private boolean allKnown(People some) {
        Set<UUID> references = some.people().stream().map(Person::reference).collect(Collectors.toSet());
        return known("select o.reference from " + ObligationRow.NAME + " o where o.reference", references)
                .containsAll(references);
    }

    private Set<UUID> known(String select, Collection<UUID> asked) {
        return new HashSet<>(OwnTransactions.call(
                factory,
                session -> session.createSelectionQuery(select + " in :asked", UUID.class)
                        .setParameterList("asked", asked)
                        .getResultList()));
    }
}
