package dev.consent.jpa.boot;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Address;
import dev.consent.jpa.model.Evaluation;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Subselect;

/** Mappings that would read the protected data of the school around its guards, or promise what nobody keeps. */
final class Around {

    private Around() {}

    @Entity(name = "EvaluationView")
    @Table(name = "Evaluation")
    static class EvaluationView {
        @Id
        Long id;

        String text;
    }

    @Entity(name = "EvaluationReport")
    @Subselect("select e.id, e.text from evaluation e")
    static class EvaluationReport {
        @Id
        Long id;

        String text;
    }

    @Entity(name = "Board")
    static class Board {
        @Id
        Long id;

        @Formula("(select max(e.text) from Evaluation e)")
        String best;

        @ElementCollection
        Map<Evaluation, String> remarks;

        @ElementCollection
        List<Address> addresses;

        @ManyToOne
        Evaluation evaluation;

        private String note;

        public String getNote() {
            return note;
        }

        @PersonalData(purpose = dev.consent.jpa.model.Purposes.Contact.class)
        public void setNote(String note) {
            this.note = note;
        }
    }
}
