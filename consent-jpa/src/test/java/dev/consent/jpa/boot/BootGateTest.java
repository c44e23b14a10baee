package dev.consent.jpa.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.ConsentException;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DataCatalog.Classification;
import dev.consent.jpa.database.School;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.mapping.ConsentMappingException;
import dev.consent.jpa.model.Attachment;
import dev.consent.jpa.model.Evaluation;
import dev.consent.jpa.model.Pupil;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.internal.DefaultMergeEventListener;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BootGateTest {

    @Test
    void listsEveryProblemWithEntityAttributeReasonAndRemedy() {
        ConsentMappingException refused = boot(
                Broken.Person.class,
                Broken.Note.class,
                Broken.Letter.class,
                Broken.Parcel.class,
                Broken.Vehicle.class,
                Broken.Car.class,
                Broken.Couple.class,
                Broken.Initialled.class);

        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Person.id: an identifier cannot be hidden."))
                .anyMatch(problem -> problem.startsWith("Person.version: a version cannot be hidden."))
                .anyMatch(problem -> problem.startsWith("Person.age: a primitive int cannot read as null. Use Integer"))
                .anyMatch(problem -> problem.startsWith("Person.required: its column required is NOT NULL"))
                .anyMatch(problem -> problem.startsWith("Person.defined: its column defined is NOT NULL"))
                .anyMatch(problem -> problem.startsWith("Person.validated: it is declared never to be null"))
                .anyMatch(problem -> problem.startsWith("Person.mailInCapitals: its formula reads the column"))
                .anyMatch(problem -> problem.startsWith("Person.mailAgain: it reads the column of the protected"))
                .anyMatch(problem -> problem.contains("Person.withoutPurpose") && problem.contains("@Purpose"))
                .anyMatch(problem -> problem.startsWith("Person.withNone: @PersonalData names no purpose"))
                .anyMatch(problem -> problem.contains("have the same code"))
                .anyMatch(problem -> problem.startsWith("Person.notes: its elements are rows of another entity"))
                .anyMatch(problem ->
                        problem.startsWith("Note: its data subject cannot be reached: there is no attribute"))
                .anyMatch(problem -> problem.startsWith("Letter: @Retain has no valid period"))
                .anyMatch(problem -> problem.startsWith("Parcel.weight: @Retain cannot count from a Long"))
                .anyMatch(problem -> problem.startsWith("Couple: it cannot be a data subject"))
                .anyMatch(problem ->
                        problem.startsWith("Initialled: it cannot be a data subject, because its identifier is"
                                + " a String in a column of fixed length"))
                .allMatch(problem -> problem.endsWith("."));
        assertThat(refused).hasMessageContaining("Person.age").hasMessageContaining("Couple");
    }

    @Test
    void refusesCopiesThatNobodyCouldBeToldOf() {
        ConsentMappingException refused = boot(Copying.ENTITIES.toArray(Class<?>[]::new));

        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Poster: @CopiedTo stands on id, which is no attribute"))
                .anyMatch(problem -> problem.startsWith("Poster.shop: it is copied, but never erased. Annotate it"))
                .anyMatch(problem -> problem.startsWith("Poster.size: it is copied, but never erased"))
                .anyMatch(problem -> problem.contains("OtherIndex") && problem.contains("have the same code 'index'"))
                .anyMatch(problem -> problem.startsWith("Poster.file: derived data ") && problem.contains("its code"))
                .anyMatch(problem -> problem.startsWith("Poster.nowhere: @CopiedTo names no derived data"))
                .anyMatch(
                        problem -> problem.startsWith("Poster.marks: it is copied, and its rows refer to their owner"))
                .anyMatch(problem -> problem.startsWith("Shelf: it is copied, but never erased"))
                .anyMatch(problem -> problem.startsWith("Shelf: derived data ") && problem.contains("@DerivedData"))
                .noneMatch(problem -> problem.startsWith("Poster.text: "));
    }

    @Test
    void refusesWhatWouldReadAroundAGuard() {
        ConsentMappingException refused =
                boot(Around.EvaluationView.class, Around.EvaluationReport.class, Around.Board.class);

        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("EvaluationView: it reads the table of Evaluation"))
                .anyMatch(problem ->
                        problem.startsWith("EvaluationReport: its subselect reads the protected table evaluation"))
                .anyMatch(problem -> problem.startsWith("Board.best: its formula reads the protected table evaluation"))
                .anyMatch(problem -> problem.startsWith("Board.remarks: its keys are rows that may be hidden"))
                .anyMatch(problem ->
                        problem.startsWith("Board.addresses.street: it is personal, but the values of a collection"))
                .anyMatch(
                        problem -> problem.startsWith("Board.setNote: @PersonalData stands where it protects nothing"));
    }

    @Test
    void refusesASecondWayToAProtectedTableOrColumnByWhateverName() {
        ConsentMappingException refused = boot(SecondWays.TABLES.toArray(Class<?>[]::new));

        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Shouted.mail: it reads the column of the protected attribute"))
                .anyMatch(problem -> problem.startsWith("InSchema: it reads the table of "))
                .anyMatch(problem -> problem.startsWith("OtherPurpose: it reads the table of "))
                .anyMatch(problem -> problem.startsWith("Past: it reads the table of the history of Evaluation"))
                .anyMatch(problem -> problem.startsWith("PastTags: it reads the table of the history of Pupil.phones"))
                .anyMatch(problem -> problem.startsWith("Keyed.mail: it reads the column of the protected attribute"))
                .anyMatch(problem -> problem.startsWith("Secondary: it reads the table of "))
                .anyMatch(problem -> problem.startsWith("Leaf: it reads the table of "))
                .anyMatch(problem -> problem.startsWith("Collected.texts: it keeps its elements in the table of"))
                .anyMatch(problem -> problem.startsWith("Collected.mails: it reads the column of the protected"))
                .anyMatch(problem -> problem.startsWith("Linked.words: it keeps its elements in the table of"))
                .anyMatch(problem -> problem.startsWith("Kinds: it tells its kind by the column of the protected"))
                .anyMatch(problem -> problem.startsWith("Seen: its view reads the protected table pupil"))
                .anyMatch(problem -> problem.startsWith("Computed.inCapitals: its column definition reads the column"))
                .noneMatch(problem -> problem.startsWith("Word"));
    }

    @Test
    void refusesReferencesThatCopyLoseOrMoveWhatIsProtected() {
        ConsentMappingException refused = boot(SecondWays.REFERENCES.toArray(Class<?>[]::new));

        String copy = " it keeps a copy of the protected attribute mail of Addressee as its key";
        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Letter.to:" + copy))
                .anyMatch(problem -> problem.startsWith("Addressee.words:" + copy))
                .anyMatch(problem -> problem.startsWith("Log.about: it may lead to rows of Evaluation"))
                .anyMatch(problem -> problem.startsWith("Timeline.entries: it may lead to rows of Evaluation"))
                .anyMatch(problem -> problem.startsWith("Owner.owned: it writes whom Owned is about"))
                .anyMatch(
                        problem -> problem.startsWith("Ordered.owners: its order reads the protected attribute mail"));
    }

    @Test
    void refusesPersonalPartsWhereNobodyHidesThem() {
        ConsentMappingException refused = boot(SecondWays.PARTS.toArray(Class<?>[]::new));

        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Structured.home.street: it is personal, but its value is"))
                .anyMatch(problem -> problem.startsWith("ByAddress.notes.street: it is personal, but it is part of a"))
                .anyMatch(problem -> problem.startsWith("ByIdentifier.id.street: it is personal, but it is part of an"))
                .anyMatch(problem -> problem.startsWith("OfSeveralKinds.home.house: it is personal, but its value may"))
                .noneMatch(problem -> problem.startsWith("Person"));
    }

    @Test
    void refusesValuesThatHibernateWritesOrReadsPastTheirGuards() {
        ConsentMappingException refused = boot(Unhideable.ENTITIES.toArray(Class<?>[]::new));

        String together = ": it is personal, but its value is stored in one column together with others.";
        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Visitor.seen: its value is generated"))
                .anyMatch(problem -> problem.startsWith("Visitor.told: its value is generated"))
                .anyMatch(problem -> problem.startsWith("Visitor.region: a partition key cannot be hidden"))
                .anyMatch(problem -> problem.startsWith("Visitor.mail: its converter fails on null"))
                .anyMatch(problem -> problem.startsWith("Visitor.alias: its user type fails on null"))
                .anyMatch(
                        problem -> problem.startsWith("Visitor.passage.ship: the constructor of Passage refuses null"))
                .anyMatch(problem -> problem.startsWith("Visitor.language: it is declared never to be null"))
                .anyMatch(problem -> problem.startsWith("Album.places.street" + together))
                .anyMatch(problem -> problem.startsWith("Album.tastes.dishes.allergy" + together))
                .anyMatch(problem -> problem.startsWith("Album.dishes.allergy" + together))
                .anyMatch(problem -> problem.startsWith("Scan: whatever refers to it cannot be read"))
                .hasSize(11);
    }

    @Test
    void refusesRulesForRowsOfSubclassesThatCannotBeKept() {
        ConsentMappingException refused = boot(
                Inherited.Picture.class,
                Inherited.GroupPicture.class,
                Inherited.Parcel.class,
                Inherited.HeavyParcel.class,
                Inherited.Nicknamed.class);

        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("GroupPicture: a rule for whole rows about several people"))
                .anyMatch(problem -> problem.startsWith("HeavyParcel: a rule for whole rows stands on a subclass"))
                .anyMatch(problem -> problem.startsWith("Nicknamed.nick: a natural identifier cannot be the same"))
                .hasSize(3);
    }

    @Test
    void noticesWhenItsPlaceInHibernateIsTaken() {
        try (School school = School.on(TestDatabase.H2)) {
            SessionFactoryImplementor factory = school.factory.unwrap(SessionFactoryImplementor.class);
            school.consent.assertGuarded();
            factory.getEventListenerRegistry().setListeners(EventType.PRE_UPDATE, new PreUpdateEventListener[0]);
            factory.getEventListenerRegistry().setListeners(EventType.MERGE, new DefaultMergeEventListener());
            assertThatThrownBy(school.consent::assertGuarded)
                    .isInstanceOf(ConsentException.class)
                    .hasMessageContaining("the listener for pre-update was removed")
                    .hasMessageContaining("the listener for merge was removed");
        }
    }

    @Test
    void refusesAnInspectorThatWouldReplaceItsOwn() {
        MetadataSources sources = new MetadataSources().addAnnotatedClass(Pupil.class);
        sources.addAnnotatedClass(Evaluation.class).addAnnotatedClass(Attachment.class);
        StandardServiceRegistryBuilder registry = new StandardServiceRegistryBuilder();
        registry.applySetting("jakarta.persistence.jdbc.url", TestDatabase.H2.freshUrl());
        registry.applySetting("hibernate.hbm2ddl.auto", "update");
        assertThatThrownBy(() -> sources.buildMetadata(registry.build())
                        .getSessionFactoryBuilder()
                        .applyStatementInspector(sql -> sql)
                        .build())
                .hasStackTraceContaining("Personal data is not guarded: a statement inspector was set");
    }

    @Test
    void refusesSqlInMappingsThatNamesWhatIsProtected() {
        ConsentMappingException refused = boot(
                ForeignSqlTexts.Member.class,
                ForeignSqlTexts.Pair.class,
                ForeignSqlTexts.Copy.class,
                ForeignSqlTexts.Fine.class);

        String mail = " reads the column of the protected attribute mail";
        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Member: its restriction" + mail))
                .anyMatch(problem -> problem.startsWith("Member: its formula" + mail))
                .anyMatch(problem -> problem.startsWith("Member: its filter reachable" + mail))
                .anyMatch(problem -> problem.startsWith("Member: it is written by a statement of its own"))
                .anyMatch(problem -> problem.startsWith("The named native query Member.mails names member"))
                .anyMatch(problem -> problem.startsWith("Member.nick: its read expression" + mail))
                .anyMatch(problem -> problem.startsWith("Member.copied: its write expression" + mail))
                .anyMatch(problem -> problem.startsWith("Member.generated: its generated value" + mail))
                .anyMatch(problem -> problem.startsWith("Member.computed: its generated column" + mail))
                .anyMatch(problem ->
                        problem.startsWith("Member.newest: its formula reads the protected table evaluation"))
                .anyMatch(problem -> problem.startsWith("Member.notes: its order reads the protected table evaluation"))
                .anyMatch(problem ->
                        problem.startsWith("Member.friends: its restriction reads the protected table evaluation_tags"))
                .anyMatch(problem -> problem.startsWith("Member.reachable: its restriction" + mail))
                .anyMatch(problem ->
                        problem.startsWith("Member.labels: its read expression reads the protected table evaluation"))
                .anyMatch(problem -> problem.startsWith("Member.places: its read expression" + mail))
                .anyMatch(problem ->
                        problem.startsWith("Pair.two: its read expression reads the protected table evaluation"))
                .anyMatch(problem -> problem.startsWith("Copy: it is written by a statement of its own"))
                .anyMatch(problem ->
                        problem.startsWith("Copy: its deleting statement reads the protected table pupil_aud"))
                .anyMatch(problem -> problem.startsWith("The named native query ")
                        && problem.contains("Copy")
                        && problem.contains("names evaluation"))
                .noneMatch(problem -> problem.startsWith("Member.own"))
                .noneMatch(problem -> problem.startsWith("Fine") || problem.contains("Fine."));
    }

    @Test
    void refusesPlaceholdersThatCannotStandInTheirColumn() {
        ConsentMappingException refused = boot(Masked.Pass.class, Masked.Ticket.class);
        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Pass.age: its placeholder is no value of its type."))
                .anyMatch(problem -> problem.startsWith("Pass.valid: its placeholder is no value of its type."))
                .anyMatch(problem -> problem.startsWith("Pass.small: its placeholder is no value of its type."))
                .anyMatch(problem -> problem.startsWith("Pass.share: its placeholder is no value of its type."))
                .anyMatch(problem -> problem.startsWith("Pass.since: its placeholder is no value of its type."))
                .anyMatch(problem -> problem.startsWith("Pass.day: its placeholder is no value of its type."))
                .anyMatch(problem -> problem.startsWith("Pass.word: its placeholder does not fit the column word."))
                .anyMatch(problem -> problem.startsWith("Pass.amount: its placeholder does not fit the column amount."))
                .anyMatch(problem -> problem.startsWith("Pass.code: its column code is unique"))
                .anyMatch(problem -> problem.startsWith("Pass.serial: its column serial is unique"))
                .anyMatch(problem -> problem.startsWith("Pass.nick: its placeholder contains the name of its column"))
                .anyMatch(problem -> problem.startsWith("Pass.required: its placeholder is blank"))
                .anyMatch(problem -> problem.startsWith("Pass.shouted: its column shouted is read or written by"))
                .anyMatch(problem -> problem.startsWith("Pass.token: there are no placeholders for a UUID"))
                .anyMatch(problem -> problem.startsWith("Pass.essay: there are no placeholders for a String in such"))
                .anyMatch(problem -> problem.startsWith("Pass.twice: it has more than one placeholder"))
                .anyMatch(problem -> problem.startsWith("Pass.friend: a placeholder is declared, but it is not"))
                .anyMatch(problem -> problem.startsWith("Pass.place: a placeholder stands for one value"))
                .anyMatch(problem -> problem.startsWith("Pass.notes: a placeholder stands for one value"))
                .anyMatch(problem -> problem.startsWith("Ticket: a placeholder stands for one value"))
                .hasSize(20)
                .noneMatch(problem -> problem.contains("twelve"));
    }

    @Test
    void refusesWaysToSeveralPeopleThatCannotBeFollowed() {
        ConsentMappingException refused = boot(Crowded.ENTITIES.toArray(new Class<?>[0]));
        String unreachable = ": its data subject cannot be reached: ";
        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Ranking" + unreachable) && problem.contains("keeps an order"))
                .anyMatch(problem -> problem.startsWith("Roles" + unreachable) && problem.contains("keeps an order"))
                .anyMatch(problem -> problem.startsWith("Names" + unreachable) && problem.contains("of values"))
                .anyMatch(problem -> problem.startsWith("Trip" + unreachable) && problem.contains("second collection"))
                .anyMatch(problem -> problem.startsWith("Club" + unreachable) && problem.contains("does not write"))
                .anyMatch(problem -> problem.startsWith("Home" + unreachable) && problem.contains("rows of the data"))
                .anyMatch(problem -> problem.startsWith("Partly" + unreachable) && problem.contains("restriction"))
                .anyMatch(problem -> problem.startsWith("Slips" + unreachable) && problem.contains("not mapped by"))
                .anyMatch(problem -> problem.startsWith("Untold.text: its history cannot be guarded"))
                .anyMatch(problem -> problem.startsWith("Party: its data subjects are reached over rows of Guest"))
                .hasSize(10);
    }

    @Test
    void refusesRowsThatCouldNotBeErased() {
        ConsentMappingException refused = boot(Unerasable.Diploma.class, Unerasable.Frame.class);
        assertThat(refused.problems())
                .singleElement()
                .asString()
                .startsWith("Frame.diploma: it refers to rows of Diploma that have to be erased")
                .contains("Make it optional");
    }

    @Test
    void refusesTermsAndRowsThatStayOfWhichNobodyCouldTellWhatIsMeant() {
        ConsentMappingException refused = boot(
                Mistimed.Report.class,
                Mistimed.Counted.class,
                Mistimed.Kept.class,
                Mistimed.Trip.class,
                Mistimed.Return.class,
                Mistimed.Measured.class);
        assertThat(refused.problems())
                .anyMatch(problem -> problem.startsWith("Report: a term after a purpose says what happens then."))
                .anyMatch(problem -> problem.startsWith("Report.said: it says that its row stays, but it is no row."))
                .anyMatch(problem -> problem.startsWith("Report.strange: it would stay hidden for ever"))
                .anyMatch(problem -> problem.startsWith("Report.elsewhere: @Retain counts from an attribute that is"))
                .anyMatch(problem -> problem.startsWith("Report.both: @Retain counts from nothing, or from two"))
                .anyMatch(problem -> problem.startsWith("Counted: at the end of a term its rows stay, but nothing"))
                .anyMatch(problem -> problem.startsWith("Kept.required: its column required is NOT NULL"))
                .anyMatch(problem -> problem.startsWith("Kept.hours: a primitive int cannot read as null"))
                .anyMatch(problem -> problem.startsWith("Return: its terms are counted from dates in different tables"))
                .anyMatch(problem -> problem.startsWith("Measured: its rows have to be erased, but its identifier"));
    }

    @Test
    void saysWhatIsMissingWhenItsTablesAreNotThere() {
        assertThatThrownBy(() -> new School(TestDatabase.H2, Map.of("hibernate.hbm2ddl.auto", "none"), List.of()))
                .hasRootCauseInstanceOf(java.sql.SQLException.class)
                .hasStackTraceContaining("Consent could not read its tables");
    }

    @Test
    void refusesToRunWithoutEnvers() {
        assertThatThrownBy(() ->
                        new School(TestDatabase.H2, Map.of("hibernate.integration.envers.enabled", "false"), List.of()))
                .hasRootCauseInstanceOf(ConsentException.class)
                .rootCause()
                .hasMessageContaining("Envers");
    }

    @Test
    void cataloguesWhatIsKeptAndWhatNobodyLookedAt() {
        try (School school = School.on(TestDatabase.H2)) {
            DataCatalog catalog = school.consent.catalog();
            assertThat(catalog.purposes())
                    .extracting(purpose -> purpose.code())
                    .containsExactly("bookkeeping", "contact", "enrolment", "reports");
            assertThat(entry(catalog, "Pupil", "email").classification()).isEqualTo(Classification.PERSONAL);
            assertThat(entry(catalog, "Pupil", "address.street").subjectType()).isEqualTo("Pupil");
            assertThat(entry(catalog, "Pupil", "level").classification()).isEqualTo(Classification.NOT_PERSONAL);
            assertThat(entry(catalog, "Evaluation", "text").classification()).isEqualTo(Classification.PERSONAL);
            assertThat(entry(catalog, "Evaluation", "pupil").classification()).isEqualTo(Classification.STRUCTURE);
            assertThat(entry(catalog, "EvaluationLink", null).retention())
                    .hasToString("RetentionTerm[length=P5D, start=AT_DATE, yearBegins=JANUARY]");
            assertThat(catalog.unclassified())
                    .extracting(entry -> entry.entity().getSimpleName())
                    .containsOnly("Attachment");
            school.consent.assertGuarded();
        }
    }

    private static DataCatalog.Entry entry(DataCatalog catalog, String entity, @Nullable String attribute) {
        return catalog.entries().stream()
                .filter(entry ->
                        entry.entity().getSimpleName().equals(entity) && Objects.equals(entry.attribute(), attribute))
                .findFirst()
                .orElseThrow();
    }

    private static ConsentMappingException boot(Class<?>... entities) {
        return School.refused(TestDatabase.H2, List.of(entities));
    }
}
