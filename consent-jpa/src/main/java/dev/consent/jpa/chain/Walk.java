package dev.consent.jpa.chain;

import dev.consent.evidence.ChainCheck;
import dev.consent.evidence.ChainCheck.Fault;
import dev.consent.evidence.ChainCheck.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk along a chain. */
final class Walk {

    private final String item;
    private final long known;
    private final String knownHash;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Long> beyond = new ArrayList<>();
    private long count;
    private long expected = 1;
    private @Nullable String previous = Chain.BEGINNING;
    private String last = Chain.BEGINNING;

    /**
     * @param item what a link is called
     * @param known how many links there are, as the end of the chain has it
     */
    Walk(String item, long known, String knownHash) {
        this.item = item;
        this.known = known;
        this.knownHash = knownHash;
    }

    void next(Link link) {
        count++;
        if (link.id < expected) {
            fault(Kind.INSERTED, link.id);
            return;
        }
        if (link.id > expected) {
            fault(Kind.REMOVED, expected);
            previous = null;
        }
        boolean whole = link.hash.equals(link.computed())
                && (previous == null || link.previous.equals(previous))
                && (link.id != known || link.hash.equals(knownHash));
        if (!whole) {
            fault(Kind.CHANGED, link.id);
        }
        if (link.id > known) {
            beyond.add(link.id);
        }
        previous = link.hash;
        last = link.hash;
        expected = link.id + 1;
    }

    private void fault(Kind kind, long number) {
        if (faults.size() < ChainCheck.MOST_FAULTS) {
            faults.add(new Fault(kind, item + " " + number));
        }
    }

    ChainCheck finished(long knownNow) {
        if (expected <= known) {
            fault(Kind.REMOVED, expected);
        }
        beyond.stream().filter(number -> number > knownNow).forEach(number -> fault(Kind.INSERTED, number));
        return new ChainCheck(count, last, faults);
    }
}
