package dev.consent.jpa.boot;

import dev.consent.DataSubject;
import dev.consent.NotPersonal;
import dev.consent.PersonalData;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.ConcreteProxy;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.annotations.Type;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.generator.EventType;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.usertype.UserType;

/** Values that Hibernate writes or reads by ways on which no guard stands. */
final class Unhideable {

    private Unhideable() {}

    static final List<Class<?>> ENTITIES = List.of(Visitor.class, Album.class, Scan.class);

    @Converter
    static class Failing implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String attribute) {
            return attribute;
        }

        @Override
        public String convertToEntityAttribute(String column) {
            return column.strip();
        }
    }

    static class FailingType implements UserType<String> {
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
            return rows.getString(position).strip();
        }

        @Override
        public void nullSafeSet(PreparedStatement statement, String value, int position, WrapperOptions options)
                throws SQLException {
            statement.setString(position, value);
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

    /** As libraries for validation have it. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface NotBlank {}

    /** A constraint of the application's own, composed of that. */
    @NotBlank
    @Retention(RetentionPolicy.RUNTIME)
    @interface Spoken {}

    /** Guards itself, as records should. */
    @Embeddable
    record Passage(
            @PersonalData(purpose = Contact.class) String ship,
            @PersonalData(purpose = Contact.class) String cabin,

            @PersonalData(purpose = Contact.class, placeholder = "none")
            String deck,

            String harbour) {

        Passage {
            if (ship.isBlank() || deck == null) {
                throw new IllegalArgumentException("a passage needs a ship and a deck");
            }
        }
    }

    @Entity(name = "Visitor")
    @DataSubject
    static class Visitor {
        @Id
        Long id;

        @PersonalData(purpose = Contact.class)
        @Type(FailingType.class)
        String alias;

        @PersonalData(purpose = Contact.class)
        @Spoken
        String language;

        @Embedded
        Passage passage;

        @PersonalData(purpose = Contact.class)
        @UpdateTimestamp
        Instant seen;

        @PersonalData(purpose = Contact.class)
        @Generated(event = {EventType.INSERT, EventType.UPDATE})
        String told;

        @NotPersonal
        @UpdateTimestamp
        Instant changed;

        @PersonalData(purpose = Contact.class)
        @PartitionKey
        String region;

        @PersonalData(purpose = Contact.class)
        @Convert(converter = Failing.class)
        String mail;

        @PersonalData(purpose = Contact.class, placeholder = "unknown")
        @Convert(converter = Failing.class)
        String nick;
    }

    @Embeddable
    static class Place {
        @PersonalData(purpose = Contact.class)
        String street;

        String country;
    }

    /** Mapped by nobody: its values are written as JSON. */
    static class Taste {
        List<Dish> dishes;
    }

    static class Dish {
        String name;

        @PersonalData(purpose = Contact.class)
        String allergy;
    }

    @Entity(name = "Album")
    @DataSubject
    static class Album {
        @Id
        Long id;

        @JdbcTypeCode(SqlTypes.JSON_ARRAY)
        List<Place> places;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, Taste> tastes;

        @ElementCollection
        @JdbcTypeCode(SqlTypes.JSON)
        List<Dish> dishes;

        /** Hidden as a whole, so that nothing within it need be. */
        @ElementCollection
        @JdbcTypeCode(SqlTypes.JSON)
        @PersonalData(purpose = Contact.class)
        List<Dish> favourites;

        @JdbcTypeCode(SqlTypes.JSON)
        @PersonalData(purpose = Contact.class)
        Map<String, String> facts;
    }

    @Entity(name = "Scan")
    @ConcreteProxy
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Scan {
        @Id
        Long id;

        @ManyToOne
        Pupil pupil;
    }
}
