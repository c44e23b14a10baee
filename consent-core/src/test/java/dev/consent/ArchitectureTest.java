package dev.consent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.temporal.Temporal;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.consent");

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().assignedFrom(new PackageItself()).should().beFreeOfCycles().check(CORE);
    }

    @Test
    void standsOnJavaAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.consent..", "java..", "org.jspecify.annotations..")
                .because("the words of consent must outlive the framework that enforces them")
                .check(CORE);
    }

    @Test
    void knowsNeitherHibernateNorSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "org.springframework..", "jakarta.persistence..")
                .check(CORE);
    }

    @Test
    void marksEveryPackageAsNullChecked() {
        assertThat(CORE.stream().map(JavaClass::getPackage).distinct())
                .isNotEmpty()
                .allSatisfy(room -> assertThat(room.isAnnotatedWith(NullMarked.class))
                        .as("%s is @NullMarked", room.getName())
                        .isTrue());
    }

    /** What reads a clock is given one, or it could not be tested and not be moved. */
    @Test
    void readsNoClockOfItsOwn() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "reads the system's clock",
                        call -> (call.getTarget().getName().equals("now")
                                        && call.getTarget()
                                                .getRawParameterTypes()
                                                .isEmpty()
                                        && call.getTargetOwner().isAssignableTo(Temporal.class))
                                || (call.getTarget().getName().startsWith("system")
                                        && call.getTargetOwner().isEquivalentTo(Clock.class))))
                .check(CORE);
    }

    private static final class PackageItself implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
