package dev.consent.jpa;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.persistence.EntityManagerFactory;

@AnalyzeClasses(packages = "dev.consent.jpa", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ROOMS_FORM_NO_RING =
            slices().matching("dev.consent.jpa.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_ONE_ROOM_LISTENS_TO_HIBERNATE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.consent.jpa.hibernate")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.hibernate.event..",
                    "org.hibernate.persister..",
                    "org.hibernate.integrator..",
                    "org.hibernate.service..",
                    "org.hibernate.metamodel..",
                    "org.hibernate.query.sqm..");

    @ArchTest
    static final ArchRule ONLY_THE_RENDERER_KNOWS_THE_MARKERS_OF_SQL = classes()
            .that()
            .haveSimpleName("Markers")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.consent.jpa.guard", "dev.consent.jpa.hibernate");

    @ArchTest
    static final ArchRule NOBODY_READS_A_CLOCK_OF_THEIR_OWN = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** Hibernate's own ways leave the transaction open after an {@link Error}. */
    @ArchTest
    static final ArchRule OWN_TRANSACTIONS_END_WHATEVER_HAPPENS = noClasses()
            .should()
            .callMethodWhere(describe(
                    "runs work in a transaction that an error leaves open",
                    call -> call.getTarget().getName().matches("(in|from|runIn|callIn)(Stateless)?Transaction")
                            && call.getTargetOwner().isAssignableTo(EntityManagerFactory.class)));
}
