package dev.consent.samples.parentportal.location;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.samples.parentportal.purpose.Employment;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.hibernate.envers.Audited;
import org.hibernate.envers.RelationTargetAuditMode;
import org.jspecify.annotations.Nullable;

/** Somebody who works in a group, or, without one, in the service office. */
@Entity
@Audited
@DataSubject
public class Employee {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @PersonalData(purpose = Employment.class)
    private @Nullable String name;

    /** The name to log in with. Once the employment is over it reads as null, so nobody can log in with it. */
    @PersonalData(purpose = Employment.class)
    private @Nullable String account;

    @ManyToOne(fetch = FetchType.LAZY)
    @Audited(targetAuditMode = RelationTargetAuditMode.NOT_AUDITED)
    private @Nullable Group group;

    protected Employee() {}

    public Employee(String name, String account, @Nullable Group group) {
        this.name = name;
        this.account = account;
        this.group = group;
    }

    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable String getAccount() {
        return account;
    }

    public @Nullable Group getGroup() {
        return group;
    }
}
