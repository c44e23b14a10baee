package dev.consent.jpa.export;

import dev.consent.DataSubject;
import dev.consent.LegalBasis;
import dev.consent.PersonalData;
import dev.consent.Purpose;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.envers.Audited;

/** An attic: mappings of which only the history knows what was there. */
final class Attic {

    static final List<Class<?>> ENTITIES =
            List.of(Owner.class, Trunk.class, Chest.class, Letter.class, Stamp.class, Shelf.class);

    private Attic() {}

    @Purpose(code = "keeping", title = "Keeping", basis = LegalBasis.CONSENT)
    interface Keeping {}

    @Purpose(code = "lending", title = "Lending", basis = LegalBasis.CONSENT)
    interface Lending {}

    @Entity(name = "Owner")
    @Audited
    @DataSubject(type = "owner")
    static class Owner {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Keeping.class)
        String name;

        @PersonalData(purpose = Lending.class)
        @ElementCollection
        Map<String, String> notes = new HashMap<>();
    }

    @Embeddable
    record Place(int room, int number) {}

    /** Stored backwards, behind the name it begins with. */
    static final class Backwards implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String value) {
            return value == null ? null : turned(value);
        }

        @Override
        public String convertToEntityAttribute(String stored) {
            return stored == null ? null : turned(stored);
        }

        static String turned(String value) {
            int name = value.indexOf('-') + 1;
            return value.substring(0, name) + new StringBuilder(value.substring(name)).reverse();
        }
    }

    @Embeddable
    static class Label {
        String front;
        String back;
    }

    /** Composite key, collections of values, an embedded value. */
    @Entity(name = "Trunk")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    @PersonalData(purpose = Keeping.class, subject = "owner")
    static class Trunk {
        @EmbeddedId
        Place id;

        @ManyToOne
        Owner owner;

        String content;

        @Embedded
        Label label = new Label();

        @ElementCollection
        Set<String> tags = new HashSet<>();
    }

    @Entity(name = "Chest")
    @Audited
    static class Chest extends Trunk {
        String lock;

        @Column(name = "secret")
        @Convert(converter = Backwards.class)
        String secret;
    }

    /** Reaches its person over a trunk with a composite key. */
    @Entity(name = "Letter")
    @Audited
    @PersonalData(purpose = Keeping.class, subject = "trunk.owner")
    static class Letter {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        Trunk trunk;

        String text;

        @ElementCollection
        List<String> lines = new ArrayList<>();

        @ElementCollection
        @MapKeyColumn(name = "side")
        Map<String, Label> labels = new HashMap<>();
    }

    /** Goes with its letter. */
    @Entity(name = "Stamp")
    @Audited
    static class Stamp {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        Letter letter;

        String motif;
    }

    /** A row that stays, with a value and a collection that go. */
    @Entity(name = "Shelf")
    @Audited
    static class Shelf {
        @EmbeddedId
        Place id;

        @ManyToOne
        Owner owner;

        @PersonalData(purpose = Lending.class, subject = "owner")
        String lentTo;

        @PersonalData(purpose = Lending.class, subject = "owner")
        @ElementCollection
        Set<String> wishes = new HashSet<>();

        String wood;
    }
}
