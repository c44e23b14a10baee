package dev.consent.samples.parentportal.tracking;

import dev.consent.notice.Notice;
import dev.consent.notice.NoticeHandler;
import dev.consent.samples.parentportal.purpose.PupilTracking;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** When somebody consents, asks the pupil-tracking system for what was not stored until then, and takes it in. */
@Component
class DeliverAgain implements NoticeHandler {

    private final TrackingClient source;
    private final Intake intake;

    DeliverAgain(TrackingClient source, Intake intake) {
        this.source = source;
        this.intake = intake;
    }

    @Override
    public Class<?> party() {
        return PupilTracking.class;
    }

    @Override
    public Delivery deliver(Notice notice) throws IOException, InterruptedException {
        if (!intake.hasReadAllSince(notice.createdAt())) {
            source.deliverAgain(notice.subject().key());
            intake.takeIn();
        }
        return Delivery.ACKNOWLEDGED;
    }
}
