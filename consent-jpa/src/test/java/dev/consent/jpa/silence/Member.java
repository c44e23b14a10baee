package dev.consent.jpa.silence;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.annotations.NaturalId;

/** A person whose data runs into every constraint there is. */
@Entity
@DataSubject
@Table(check = @CheckConstraint(name = "no_strangers", constraint = "nickname is null or nickname <> 'Planted-Ann'"))
class Member {

    @Id
    @GeneratedValue
    Long id;

    @PersonalData(purpose = Purposes.Enrolment.class)
    @Column(unique = true, length = 20)
    String email;

    @PersonalData(purpose = Purposes.Enrolment.class)
    String nickname;

    @PersonalData(purpose = Purposes.Enrolment.class)
    @NaturalId
    String code;

    @Column(nullable = false)
    Integer number = 1;

    @ManyToOne
    Member friend;

    Member() {}

    Member(String email) {
        this.email = email;
    }
}
