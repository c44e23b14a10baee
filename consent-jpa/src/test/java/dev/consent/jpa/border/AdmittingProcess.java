package dev.consent.jpa.border;

import dev.consent.SubjectId;
import dev.consent.jpa.border.Tracking.Progress;
import dev.consent.jpa.border.Tracking.PupilTracking;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.feed.AdmissionReport;
import dev.consent.jpa.feed.AdmissionReport.Reason;
import dev.consent.jpa.feed.Feed;
import java.util.stream.LongStream;

/** A node with little memory that takes in many times as much as would fit. */
public final class AdmittingProcess {

    private AdmittingProcess() {}

    /** One kilobyte of what another system knows about a child. */
    private record Delivered(long child, byte[] content) {}

    public static void main(String[] arguments) {
        long many = Long.parseLong(arguments[0]);
        try (Tracking portal = new Tracking(TestDatabase.H2.freshUrl())) {
            int people = 100;
            for (int i = 0; i < people; i++) {
                SubjectId child = portal.enrol("Child " + i);
                if (i % 4 == 0) {
                    portal.grant(child, Progress.class);
                }
            }
            Feed<Delivered> feed = Feed.of(
                    PupilTracking.class, Progress.class, record -> SubjectId.of(Tracking.Child.class, record.child()));
            long[] handedOn = new long[1];
            AdmissionReport report = portal.consent.admit(
                    feed,
                    LongStream.range(0, many)
                            .mapToObj(i -> new Delivered(1 + i % people, new byte[1024]))
                            .iterator(),
                    (em, records) -> handedOn[0] += records.size());
            System.out.println(report.received() + " " + report.admitted() + " " + handedOn[0] + " "
                    + report.dropped(Reason.NOT_IN_FORCE));
        }
    }
}
