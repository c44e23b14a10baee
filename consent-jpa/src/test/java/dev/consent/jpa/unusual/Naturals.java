package dev.consent.jpa.unusual;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.hibernate.envers.Audited;

/** Entities whose natural identifier, or a part of it, is personal. */
final class Naturals {

    private Naturals() {}

    static final List<Class<?>> ENTITIES = List.of(Card.class, Nick.class, Ticket.class);

    @MappedSuperclass
    @Audited
    abstract static class Held {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String note;
    }

    @Entity(name = "Card")
    @Audited
    @Cacheable
    @NaturalIdCache
    static class Card extends Held {
        @NaturalId
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String name;
    }

    @Entity(name = "Nick")
    @Audited
    static class Nick extends Held {
        @NaturalId(mutable = true)
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String name;
    }

    @Entity(name = "Ticket")
    @Audited
    static class Ticket extends Held {
        @NaturalId(mutable = true)
        String series;

        @NaturalId(mutable = true)
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String name;
    }
}
