package dev.consent.jpa.decision;

import dev.consent.evidence.ChainCheck;
import dev.consent.evidence.ChainCheck.Fault;
import dev.consent.evidence.ChainCheck.Kind;
import dev.consent.jpa.decision.PastDecisions.Spelled;
import dev.consent.jpa.transaction.OwnTransactions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Compares the history of decisions, and what holds now, with the chain over it, a thousand rows in memory at a time. */
public final class LedgerCheck {

    private static final int AT_ONCE = 1_000;

    private final LedgerChain links;
    private final List<PastDecisions> histories;

    /**
     * @param histories all that the chain covers
     */
    public LedgerCheck(LedgerChain links, List<PastDecisions> histories) {
        this.links = links;
        this.histories = List.copyOf(histories);
    }

    /** Says what does not fit in the chain, in the histories, and in what they end with, which is what holds now. */
    public ChainCheck check(SessionFactory factory) {
        ChainCheck chain = links.chain().check(factory);
        List<Fault> faults = new ArrayList<>(chain.faults());
        for (PastDecisions history : histories) {
            // Decisions go on between the two reads: what does not seem to fit is looked at again while nobody decides.
            for (Place suspect : OwnTransactions.call(factory, session -> suspects(session, history))) {
                if (faults.size() < ChainCheck.MOST_FAULTS) {
                    Fault fault = OwnTransactions.call(factory, session -> fault(session, history, suspect));
                    if (fault != null) {
                        faults.add(fault);
                    }
                }
            }
        }
        return new ChainCheck(chain.links(), chain.lastHash(), faults);
    }

    /** Where a row of a history is, or of what is there now. */
    private record Place(long row, long revision) implements Comparable<Place> {

        static Place of(Spelled written) {
            return new Place(written.row(), written.revision());
        }

        @Override
        public int compareTo(Place other) {
            return row == other.row ? Long.compare(revision, other.revision) : Long.compare(row, other.row);
        }
    }

    private static List<Place> suspects(Session session, PastDecisions history) {
        List<Place> suspects = new ArrayList<>();
        try (Stream<Spelled> rows = history.spelled(session)) {
            compare(rows.iterator(), new Links(session, history.entity()), suspects);
        }
        try (Stream<Spelled> rows = history.spelledNow(session);
                Stream<Spelled> last = last(session, history.entity())) {
            compare(rows.iterator(), last.iterator(), suspects);
        }
        return suspects;
    }

    /** What the last link of each row says. */
    private static Stream<Spelled> last(Session session, String entity) {
        return session.createSelectionQuery(
                        "select l.row, l.content from " + LedgerLink.NAME + " l where l.entity = :entity and l.id ="
                                + " (select max(m.id) from " + LedgerLink.NAME
                                + " m where m.entity = l.entity and m.row = l.row) order by l.row",
                        Object[].class)
                .setParameter("entity", entity)
                .setFetchSize(AT_ONCE)
                .getResultStream()
                .map(link -> new Spelled((Long) link[0], PastDecisions.NOW, (String) link[1]));
    }

    /** Goes through rows and what links say of them, both in the order of places. */
    private static void compare(Iterator<Spelled> rows, Iterator<Spelled> links, List<Place> suspects) {
        @Nullable Spelled row = next(rows);
        @Nullable Spelled link = next(links);
        while (row != null || link != null) {
            int order = row == null ? 1 : link == null ? -1 : Place.of(row).compareTo(Place.of(link));
            if (order != 0 || !row.contentHash().equals(link.contentHash())) {
                suspects.add(order > 0 ? Place.of(link) : Place.of(row));
            }
            row = order <= 0 ? next(rows) : row;
            link = order >= 0 ? next(links) : link;
        }
    }

    private static <T> @Nullable T next(Iterator<T> all) {
        return all.hasNext() ? all.next() : null;
    }

    private @Nullable Fault fault(Session session, PastDecisions history, Place place) {
        links.chain().hold(session);
        boolean now = place.revision() == PastDecisions.NOW;
        String hash = history.contentHash(session, place.row(), place.revision());
        LedgerLink link = link(session, history.entity(), place);
        String row = "row " + place.row() + " of " + history.entity();
        if (link == null) {
            return hash == null
                    ? null
                    : new Fault(Kind.INSERTED, now ? row : "revision " + place.revision() + " of " + row);
        }
        String item = now ? row + ", which says what holds now," : "what decision " + link.number() + " says";
        if (hash == null) {
            return new Fault(Kind.REMOVED, item);
        }
        return link.content.equals(hash) ? null : new Fault(Kind.CHANGED, item);
    }

    /** The link of a revision, or the last one of a row. */
    private static @Nullable LedgerLink link(Session session, String entity, Place place) {
        boolean now = place.revision() == PastDecisions.NOW;
        SelectionQuery<LedgerLink> query = session.createSelectionQuery(
                        "from " + LedgerLink.NAME + " l where l.entity = :entity and l.row = :row"
                                + (now ? " order by l.id desc" : " and l.revision = :revision order by l.id"),
                        LedgerLink.class)
                .setParameter("entity", entity)
                .setParameter("row", place.row());
        if (!now) {
            query.setParameter("revision", place.revision());
        }
        return query.setMaxResults(1).getSingleResultOrNull();
    }

    /** Links of one history in the order of places, page by page. */
    private static final class Links implements Iterator<Spelled> {
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
        public Spelled next() {
            LedgerLink next = page.next();
            last = new Place(next.row, next.revision);
            return new Spelled(next.row, next.revision, next.content);
        }
    }
}
