package dev.consent.jpa.unusual;

import dev.consent.Erase;
import dev.consent.ErasureStrategy;
import dev.consent.PersonalData;
import dev.consent.Retain;
import dev.consent.jpa.model.Pupil;
import dev.consent.jpa.model.Purposes.Contact;
import dev.consent.jpa.model.Purposes.Reports;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;

/** What stands beside the usual in one row: quoted names, lists in an order, maps by rows, versions, formulas. */
final class Oddments {

    private Oddments() {}

    static final List<Class<?>> ENTITIES =
            List.of(Gauge.class, Plain.class, Quilt.class, Patch.class, Folio.class, Diploma.class);

    @Embeddable
    static class Line {
        String words;
        LocalDate since;

        static Line of(String words) {
            Line line = new Line();
            line.words = words;
            line.since = LocalDate.of(2026, 1, 2);
            return line;
        }
    }

    /** Nobody's. */
    @Entity(name = "Plain")
    @Audited
    static class Plain {
        @Id
        @GeneratedValue
        Long id;

        String colour;
    }

    @Entity(name = "Gauge")
    @Audited
    @SoftDelete
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Gauge {
        @Id
        @GeneratedValue
        Long id;

        @Version
        long version;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        String text;

        @Formula("1 + 1")
        @NotAudited
        int two;

        @ElementCollection
        @OrderColumn
        List<Line> lines = new ArrayList<>();

        @ElementCollection
        Map<Plain, String> byPlain = new HashMap<>();

        @ElementCollection
        Map<String, Line> byText = new HashMap<>();
    }

    /** Its columns have names that need quotes. */
    @Entity(name = "Quilt")
    @Table(name = "`Quilt`")
    @Audited
    @PersonalData(purpose = Reports.class, subject = "pupil")
    static class Quilt {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @Column(name = "`theText`")
        String text;
    }

    @Entity(name = "Patch")
    @Audited
    static class Patch {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @Column(name = "`theText`")
        String text;
    }

    static final class Emptied implements ErasureStrategy {
        @Override
        public Object erase(Object value) {
            return Map.of("entries", String.valueOf(((Map<?, ?>) value).size()));
        }
    }

    record Motto(String words) {}

    static final class MottoConverter implements AttributeConverter<Motto, String> {
        @Override
        public String convertToDatabaseColumn(Motto motto) {
            return motto == null ? null : motto.words();
        }

        @Override
        public Motto convertToEntityAttribute(String stored) {
            return stored == null ? null : new Motto(stored);
        }
    }

    static final class Muted implements ErasureStrategy {
        @Override
        public Object erase(Object motto) {
            return new Motto("muted");
        }
    }

    /** Values that an application's own strategy replaces. */
    @Entity(name = "Folio")
    @Audited
    static class Folio {
        @Id
        @GeneratedValue
        Long id;

        @Version
        long version;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @Erase(as = Erase.As.OWN, by = Emptied.class)
        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> facts;

        @PersonalData(purpose = Reports.class, subject = "pupil")
        @Erase(as = Erase.As.OWN, by = Muted.class)
        @Convert(converter = MottoConverter.class)
        Motto motto;
    }

    /** A value and the date from which its term is counted, beside the row. */
    @Entity(name = "Diploma")
    @Audited
    @SecondaryTable(name = "diploma_more")
    static class Diploma {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        Pupil pupil;

        @PersonalData(purpose = Contact.class, subject = "pupil")
        @Retain(period = "P1Y", from = "awarded")
        @Column(table = "diploma_more")
        String praise;

        @Column(table = "diploma_more")
        LocalDate awarded;
    }
}
