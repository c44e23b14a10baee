package dev.consent.spring;

import dev.consent.decision.DecisionListener;
import dev.consent.jpa.Consent;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes every committed decision of this node as an event of the application. */
final class DecisionEvents implements DisposableBean {

    private final Consent consent;
    private final DecisionListener publisher;

    DecisionEvents(Consent consent, ApplicationEventPublisher events) {
        this.consent = consent;
        this.publisher = events::publishEvent;
        consent.addListener(publisher);
    }

    @Override
    public void destroy() {
        consent.removeListener(publisher);
    }
}
