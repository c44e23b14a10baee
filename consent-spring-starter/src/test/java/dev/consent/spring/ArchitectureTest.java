package dev.consent.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses STARTER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.consent.spring");

    @Test
    void showsApplicationsFewTypes() {
        assertThat(STARTER.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getFullName))
                .containsExactlyInAnyOrder(
                        CurrentActor.class.getName(), RequiresConsent.class.getName(), ConsentSubject.class.getName());
    }

    @Test
    void namesNothingOfHibernateOrEnvers() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.hibernate..")
                .check(STARTER);
    }

    @Test
    void isNullChecked() {
        assertThat(STARTER.getPackage("dev.consent.spring").isAnnotatedWith(NullMarked.class))
                .isTrue();
    }
}
