package dev.consent.jpa.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import javax.management.JMException;
import javax.management.ObjectName;
import org.hibernate.SessionFactory;

/** What stays on the heap because of consent: the difference to the same work without it, garbage collected. */
final class Memory {

    static final String NAME = "MEMORY";

    private static final int FACTORIES = 5;
    private static final int STATEMENTS = 500;
    private static final int SUBJECTS = 10_000;

    /** Bytes that consent adds for each session factory, for each different statement, and for each person read. */
    record Result(double factory, double statement, double subject) {}

    /** What stays for one unit, all in bytes. */
    private record Kept(double factory, double statement, double subject) {}

    private Memory() {}

    static Result measure(Options options, String url) {
        Unit unit = new Stock(options, url).isStamped() ? Unit.STAMPED : Unit.LOOKUP;
        // Classes are loaded by the first of each kind.
        kept(Unit.PLAIN, options, url);
        kept(unit, options, url);
        Kept without = kept(Unit.PLAIN, options, url);
        Kept with = kept(unit, options, url);
        return new Result(
                with.factory() - without.factory(),
                with.statement() - without.statement(),
                with.subject() - without.subject());
    }

    private static Kept kept(Unit unit, Options options, String url) {
        List<SessionFactory> factories = new ArrayList<>();
        long before = heap();
        for (int i = 0; i < FACTORIES; i++) {
            factories.add(unit.open(url));
        }
        long opened = heap();
        SessionFactory factory = factories.get(0);
        read(factory, options, 0);
        long warm = heap();
        for (int i = 0; i < STATEMENTS; i++) {
            int score = i;
            factory.inTransaction(session -> session.createSelectionQuery(
                            "select e.text from RowEvaluation e where e.id = 1 and e.score = " + score, String.class)
                    .getResultList());
        }
        long asked = heap();
        read(factory, options, 1);
        long met = heap();
        factories.forEach(SessionFactory::close);
        return new Kept(
                (double) (opened - before) / FACTORIES,
                (double) (asked - warm) / STATEMENTS,
                (double) (met - asked) / SUBJECTS);
    }

    /** Reads one row of each of many people, other people in each part. */
    private static void read(SessionFactory factory, Options options, int part) {
        Candidate candidate = Candidate.UNPROTECTED;
        for (long i = 0; i < SUBJECTS; i++) {
            long row = 1 + (i + (long) part * SUBJECTS) % options.pupils();
            factory.inTransaction(session -> session.find(candidate.type(), row));
        }
    }

    /** Bytes of all objects that can be reached. */
    private static long heap() {
        ToLongFunction<String> bytes = line -> Long.parseLong(line.strip().split("\\s+")[2]);
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(bytes)
                    .findFirst()
                    .orElseThrow();
        } catch (JMException unavailable) {
            throw new IllegalStateException(unavailable);
        }
    }
}
