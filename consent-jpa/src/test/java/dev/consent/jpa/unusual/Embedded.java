package dev.consent.jpa.unusual;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.envers.Audited;

/** Ways to the data subject that begin inside an embedded value. */
final class Embedded {

    private Embedded() {}

    static final List<Class<?>> ENTITIES = List.of(Lesson.class, Minutes.class, Talk.class);

    @MappedSuperclass
    abstract static class Stored {
        @Id
        UUID id = UUID.randomUUID();
    }

    @Embeddable
    static class Details {
        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String room;
    }

    /** The value that is embedded holds another. */
    @Embeddable
    static class Plan {
        @jakarta.persistence.Embedded
        Details details = new Details();

        Integer hours;
    }

    @Entity(name = "Lesson")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "plan.details.pupil")
    static class Lesson extends Stored {
        @jakarta.persistence.Embedded
        Plan plan = new Plan();

        String text;

        @ElementCollection
        Set<String> marks = new HashSet<>();
    }

    /** Several hops, the second of which begins inside an embedded value. */
    @Entity(name = "Minutes")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "lesson.plan.details.pupil")
    static class Minutes extends Stored {
        @ManyToOne(fetch = FetchType.LAZY)
        Lesson lesson;

        String text;
    }

    @Embeddable
    @Access(AccessType.FIELD)
    record Held(@ManyToOne(fetch = FetchType.LAZY) Pupil pupil, String room) {}

    /** Only attributes are personal; mapped by getters, with a key that the application writes. */
    @Entity(name = "Talk")
    @Access(AccessType.PROPERTY)
    static class Talk {
        private String code;
        private Held held;
        private String text;
        private Integer length;
        private Set<String> notes = new HashSet<>();

        @Id
        public String getCode() {
            return code;
        }

        public void setCode(String code) {
            this.code = code;
        }

        @jakarta.persistence.Embedded
        public Held getHeld() {
            return held;
        }

        public void setHeld(Held held) {
            this.held = held;
        }

        @PersonalData(purpose = Reports.class, subject = "held.pupil")
        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public Integer getLength() {
            return length;
        }

        public void setLength(Integer length) {
            this.length = length;
        }

        @ElementCollection
        @PersonalData(purpose = Reports.class, subject = "held.pupil")
        public Set<String> getNotes() {
            return notes;
        }

        public void setNotes(Set<String> notes) {
            this.notes = notes;
        }
    }
}
