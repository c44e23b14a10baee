package dev.consent.jpa.decision;

import dev.consent.evidence.ChainCheck;
import dev.consent.evidence.ChainCheck.Fault;
import dev.consent.evidence.ChainCheck.Kind;
import dev.consent.jpa.decision.PastDecisions.Spelled;
import dev.consent.jpa.transaction.OwnTransactions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** Compares the history of decisions with the chain over it, a thousand rows in memory at a time. */
public final class LedgerCheck {

    private static final int AT_ONCE = 1_000;

    private final LedgerChain links;
    private final Map<String, PastDecisions> histories = new LinkedHashMap<>();

    /**
     * @param histories all that the chain covers
     */
    public LedgerCheck(LedgerChain links, List<PastDecisions> histories) {
        this.links = links;
        histories.forEach(history -> this.histories.put(history.entity(), history));
    }

    /** Says what does not fit in the chain, and then what does not fit in the histories. */
    public ChainCheck check(SessionFactory factory) {
        ChainCheck chain = links.chain().check(factory);
        List<Fault> faults = new ArrayList<>(chain.faults());
        histories.forEach((entity, history) -> {
            // Decisions go on between the two reads: what does not seem to fit is looked at again while nobody decides.
            for (Place suspect : OwnTransactions.call(factory, session -> suspects(session, entity, history))) {
                if (faults.size() < ChainCheck.MOST_FAULTS) {
                    Fault fault = OwnTransactions.call(factory, session -> fault(session, entity, history, suspect));
                    if (fault != null) {
                        faults.add(fault);
                    }
                }
            }
        });
        return new ChainCheck(chain.links(), chain.lastHash(), faults);
    }

    /** Where a row of a history is. */
    private record Place(long row, long revision) implements Comparable<Place> {

        static Place of(Spelled written) {
            return new Place(written.row(), written.revision());
        }

        static Place of(LedgerLink link) {
            return new Place(link.row, link.revision);
        }

        @Override
        public int compareTo(Place other) {
            return row == other.row ? Long.compare(revision, other.revision) : Long.compare(row, other.row);
        }
    }

    /** Goes through a history and its links, both in the order of places. */
    private static List<Place> suspects(Session session, String entity, PastDecisions history) {
        List<Place> suspects = new ArrayList<>();
        try (Stream<Spelled> all = history.spelled(session)) {
            Iterator<Spelled> rows = all.iterator();
            Iterator<LedgerLink> links = new Links(session, entity);
            @Nullable Spelled row = next(rows);
            @Nullable LedgerLink link = next(links);
            while (row != null || link != null) {
                int order = row == null ? 1 : link == null ? -1 : Place.of(row).compareTo(Place.of(link));
                if (order != 0 || !row.contentHash().equals(link.content)) {
                    suspects.add(order > 0 ? Place.of(link) : Place.of(row));
                }
                row = order <= 0 ? next(rows) : row;
                link = order >= 0 ? next(links) : link;
            }
        }
        return suspects;
    }

    private static <T> @Nullable T next(Iterator<T> all) {
        return all.hasNext() ? all.next() : null;
    }

    private @Nullable Fault fault(Session session, String entity, PastDecisions history, Place place) {
        links.chain().hold(session);
        String hash = history.contentHash(session, place.row(), place.revision());
        List<LedgerLink> linked = session.createSelectionQuery(
                        "from " + LedgerLink.NAME
                                + " l where l.entity = :entity and l.row = :row and l.revision = :revision order by l.id",
                        LedgerLink.class)
                .setParameter("entity", entity)
                .setParameter("row", place.row())
                .setParameter("revision", place.revision())
                .getResultList();
        if (linked.isEmpty()) {
            return hash == null
                    ? null
                    : new Fault(
                            Kind.INSERTED, "revision " + place.revision() + " of row " + place.row() + " of " + entity);
        }
        String item = "what decision " + linked.get(0).number() + " says";
        if (hash == null) {
            return new Fault(Kind.REMOVED, item);
        }
        return linked.get(0).content.equals(hash) ? null : new Fault(Kind.CHANGED, item);
    }

    /** Links of one history in the order of places, page by page. */
    private static final class Links implements Iterator<LedgerLink> {
        private final Session session;
        private final String entity;
        private Iterator<LedgerLink> page = List.<LedgerLink>of().iterator();
        private Place last = new Place(Long.MIN_VALUE, Long.MIN_VALUE);
        private boolean over;

        Links(Session session, String entity) {
            this.session = session;
            this.entity = entity;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !over) {
                List<LedgerLink> more = session.createSelectionQuery(
                                "from " + LedgerLink.NAME + " l where l.entity = :entity and (l.row > :row or"
                                        + " (l.row = :row and l.revision > :revision)) order by l.row, l.revision",
                                LedgerLink.class)
                        .setParameter("entity", entity)
                        .setParameter("row", last.row())
                        .setParameter("revision", last.revision())
                        .setMaxResults(AT_ONCE)
                        .getResultList();
                more.forEach(session::detach);
                over = more.size() < AT_ONCE;
                page = more.iterator();
            }
            return page.hasNext();
        }

        @Override
        public LedgerLink next() {
            LedgerLink next = page.next();
            last = Place.of(next);
            return next;
        }
    }
}
