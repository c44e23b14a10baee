package dev.consent.jpa.disk;

import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;

/** A text in an index, and one so long that PostgreSQL keeps it outside of the row. */
@Entity
@Audited
@Table(indexes = @Index(name = "letter_title", columnList = "title"))
@PersonalData(purpose = Purposes.Reports.class, subject = "pupil")
class Letter {

    @Id
    @GeneratedValue
    Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    Pupil pupil;

    String title;

    @Column(length = 100_000)
    String text;

    protected Letter() {}

    Letter(Pupil pupil, String title, String text) {
        this.pupil = pupil;
        this.title = title;
        this.text = text;
    }
}
