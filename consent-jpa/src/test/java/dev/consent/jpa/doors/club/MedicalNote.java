package dev.consent.jpa.doors.club;

import jakarta.persistence.Entity;
import org.hibernate.envers.Audited;

/** A subclass of a protected row, to be reached with {@code treat} and {@code type}. */
@Entity
@Audited
public class MedicalNote extends Note {

    public String diagnosis;

    protected MedicalNote() {}

    public MedicalNote(Member member, String code, String text, int score, String diagnosis) {
        super(member, code, text, score);
        this.diagnosis = diagnosis;
    }
}
