package dev.consent.jpa.unusual;

import dev.consent.DataSubject;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminator;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;
import org.hibernate.annotations.Type;
import org.hibernate.envers.Audited;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.usertype.UserType;

/** What is stored where Hibernate would find nothing: beside hidden values that read as null. */
final class Scarce {

    private Scarce() {}

    static final List<Class<?>> ENTITIES = List.of(
            Resident.class,
            Booklet.class,
            Reply.class,
            Badge.class,
            Envelope.class,
            Neighbour.class,
            Traveller.class,
            Household.class,
            Publication.class,
            Article.class,
            Draft.class,
            Sketch.class,
            Lodging.class,
            Crate.class,
            Bottle.class);

    /** Hibernate deletes the row of the secondary table when nothing is left in it, and inserts it when there was none. */
    @Entity(name = "Resident")
    @Audited
    @DataSubject
    @SecondaryTable(name = "resident_more")
    static class Resident {
        @Id
        @GeneratedValue
        Long id;

        String room;

        @PersonalData(purpose = Contact.class)
        @Column(table = "resident_more")
        String mail;

        @Column(table = "resident_more")
        String remark;
    }

    /** The secondary table has a name of its own for the key. */
    @Entity(name = "Lodging")
    @Audited
    @SecondaryTable(name = "lodging_more", pkJoinColumns = @PrimaryKeyJoinColumn(name = "lodging_key"))
    static class Lodging {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String room;

        @PersonalData(purpose = Contact.class, subject = "pupil")
        @Column(table = "lodging_more")
        String mail;
    }

    /** Whose collection Envers asks for when one of its elements changes. */
    @Entity(name = "Crate")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Crate {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String content;

        @OneToMany(mappedBy = "crate")
        Set<Bottle> bottles = new HashSet<>();
    }

    @Entity(name = "Bottle")
    @Audited
    static class Bottle {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Crate crate;

        String label;
    }

    /** The same of references to rows that may be hidden. */
    @Entity(name = "Booklet")
    @SecondaryTable(name = "booklet_more")
    static class Booklet {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(table = "booklet_more")
        Evaluation evaluation;

        @Column(table = "booklet_more")
        String cover;
    }

    /** Hibernate makes no proxies of a final class. */
    @Entity(name = "Reply")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static final class Reply {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;
    }

    @Entity(name = "Envelope")
    @Audited
    static class Envelope {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Reply reply;

        String colour;
    }

    /** Hibernate takes no snapshots of rows that refer to rows of several kinds. */
    @Entity(name = "Badge")
    @DataSubject
    static class Badge {
        @Id
        Long id;

        @PersonalData(purpose = Contact.class)
        String mail;

        Integer uses;

        @Any
        @AnyDiscriminator(DiscriminatorType.STRING)
        @AnyDiscriminatorValue(discriminator = "P", entity = Pupil.class)
        @AnyKeyJavaClass(Long.class)
        @Column(name = "opens_kind")
        @JoinColumn(name = "opens_id")
        Object opens;
    }

    /** Makes something of nothing. */
    @Converter
    static class Unknown implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String attribute) {
            return "unknown".equals(attribute) ? null : attribute;
        }

        @Override
        public String convertToEntityAttribute(String column) {
            return column == null ? "unknown" : column;
        }
    }

    /** So does this. */
    static class Nameless implements UserType<String> {
        @Override
        public int getSqlType() {
            return Types.VARCHAR;
        }

        @Override
        public Class<String> returnedClass() {
            return String.class;
        }

        @Override
        public String nullSafeGet(ResultSet rows, int position, WrapperOptions options) throws SQLException {
            String value = rows.getString(position);
            return rows.wasNull() ? "nobody" : value;
        }

        @Override
        public void nullSafeSet(PreparedStatement statement, String value, int position, WrapperOptions options)
                throws SQLException {
            statement.setString(position, "nobody".equals(value) ? null : value);
        }

        @Override
        public String deepCopy(String value) {
            return value;
        }

        @Override
        public boolean isMutable() {
            return false;
        }
    }

    @Embeddable
    static class Reach {
        @PersonalData(purpose = Contact.class)
        String phone;

        String hours;
    }

    @Entity(name = "Neighbour")
    @Audited
    @DataSubject
    static class Neighbour {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Contact.class)
        @Convert(converter = Unknown.class)
        String mail;

        @PersonalData(purpose = Contact.class)
        @Type(Nameless.class)
        String nick;

        @Embedded
        @Convert(attributeName = "phone", converter = Unknown.class)
        Reach reach = new Reach();

        String street;
    }

    /** Two columns make one value, and one of them alone makes none. */
    @Entity(name = "Traveller")
    @Audited
    @DataSubject
    static class Traveller {
        @Id
        @GeneratedValue
        Long id;

        @PersonalData(purpose = Contact.class)
        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        OffsetDateTime arrival;

        String room;
    }

    @Embeddable
    static class Doorbell {
        String name;

        @ElementCollection
        @PersonalData(purpose = Contact.class)
        Set<String> people = new HashSet<>();

        @ElementCollection
        @PersonalData(purpose = Contact.class)
        Map<String, String> numbers = new HashMap<>();

        @ManyToMany
        Set<Evaluation> posted = new HashSet<>();
    }

    /** Collections within an embedded value. */
    @Entity(name = "Household")
    @Audited
    @DataSubject
    static class Household {
        @Id
        @GeneratedValue
        Long id;

        @Embedded
        Doorbell bell = new Doorbell();
    }

    @Entity(name = "Publication")
    @Audited
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Publication {
        @Id
        @GeneratedValue
        Long id;

        String title;
    }

    /** Neither the root nor the leaf knows the person: the class between them does. */
    @Entity(name = "Article")
    @Audited
    static class Article extends Publication {
        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;
    }

    @Entity(name = "Draft")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Draft extends Article {
        String body;
    }

    @Entity(name = "Sketch")
    @Audited(withModifiedFlag = true)
    static class Sketch extends Article {
        @PersonalData(purpose = Reports.class, subject = "pupil")
        String outline;

        Integer pages;

        @ElementCollection
        @PersonalData(purpose = Reports.class, subject = "pupil")
        Set<String> ideas = new HashSet<>();
    }
}
