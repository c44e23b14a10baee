package dev.consent.jpa.doors.estate;

import dev.consent.DataSubject;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Purposes.Contact;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.envers.SecondaryAuditTable;
import org.hibernate.type.SqlTypes;

/** A person whose row stays, with single values of every kind. Its key is a UUID in a column of characters. */
@Entity(name = "Holder")
@Audited(withModifiedFlag = true)
@DataSubject(type = "holder")
@SecondaryTable(name = "holder_more")
@SecondaryAuditTable(secondaryTableName = "holder_more", secondaryAuditTableName = "holder_more_log")
public class Holder {

    @Id
    @GeneratedValue
    @JdbcTypeCode(SqlTypes.CHAR)
    public UUID id;

    @Version
    public int version;

    @NotPersonal
    public Integer visits;

    @PersonalData(purpose = Contact.class)
    public String mail;

    @PersonalData(purpose = Contact.class)
    @Column(table = "holder_more")
    public String more;

    @PersonalData(purpose = Contact.class)
    @Embedded
    public Street street;

    @PersonalData(purpose = Contact.class)
    @Enumerated(EnumType.STRING)
    public Mood mood;

    @PersonalData(purpose = Contact.class)
    public String[] aliases;

    @PersonalData(purpose = Contact.class)
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> settings;

    @PersonalData(purpose = Contact.class)
    public byte[] photo;

    @PersonalData(purpose = Contact.class)
    @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
    public String essay;

    @PersonalData(purpose = Contact.class)
    @NotAudited
    public String unlogged;

    @PersonalData(purpose = Contact.class)
    @ManyToOne(fetch = FetchType.LAZY)
    public Holder partner;

    @ElementCollection
    @PersonalData(purpose = Contact.class)
    public Set<String> phones = new HashSet<>();

    @ElementCollection
    @OrderColumn
    @PersonalData(purpose = Contact.class)
    public List<Street> formerStreets = new ArrayList<>();

    /** Whose keys are as personal as its values. */
    @ElementCollection
    @MapKeyColumn(name = "service")
    @PersonalData(purpose = Contact.class)
    public Map<String, String> accounts = new HashMap<>();

    /** How somebody feels. */
    public enum Mood {
        GLAD,
        SAD
    }

    /** An embedded value in an embedded value. */
    @Embeddable
    public static class Street {
        public String line;

        @Embedded
        public House house;
    }

    @Embeddable
    public record House(String number, String bell) {}
}
