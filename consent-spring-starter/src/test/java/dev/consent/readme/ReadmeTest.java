package dev.consent.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import dev.consent.Wording;
import dev.consent.decision.Decision;
import dev.consent.jpa.Consent;
import dev.consent.testing.MovableClock;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.support.TransactionTemplate;

/** What the README shows is what is compiled here, and it does what the README says. */
@SpringBootTest(
        classes = ReadmeApplication.class,
        properties = {"spring.jpa.hibernate.ddl-auto=create-drop", "spring.datasource.url=jdbc:h2:mem:readme"})
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    @Autowired
    private Family family;

    @Autowired
    private Office office;

    @Autowired
    private EntityManager em;

    @Autowired
    private Consent consent;

    @Autowired
    private MovableClock clock;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void doesWhatTheReadmeSays() {
        Long anna = transaction.execute(status -> {
            Pupil pupil = new Pupil("Anna");
            em.persist(pupil);
            return pupil.id;
        });
        assertThat(family.mayMail(anna)).isFalse();
        family.grant(anna, 7L, Wording.of("1", Locale.ENGLISH, "May we send you reports by e-mail?"));
        assertThat(family.mayMail(anna)).isTrue();
        transaction.executeWithoutResult(status -> {
            Pupil pupil = em.find(Pupil.class, anna);
            pupil.email = "anna@example.org";
            em.persist(new Evaluation(pupil, "Doing well", LocalDate.now(clock)));
        });
        assertThat(em.find(Pupil.class, anna).email).isEqualTo("anna@example.org");

        family.withdraw(anna, 7L);

        assertThat(em.find(Pupil.class, anna).email).isNull();
        assertThat(em.find(Pupil.class, anna).name).isEqualTo("Anna");
        assertThat(em.createQuery("from Evaluation", Evaluation.class).getResultList())
                .isEmpty();
        clock.advance(Duration.ofHours(24));
        assertThat(consent.erasure().sweep().done()).isEqualTo(1);
    }

    @Test
    void showsTheServiceOfficeWhatIsForTheServiceOffice() {
        transaction.executeWithoutResult(status -> {
            Pupil pupil = new Pupil("Ben");
            em.persist(pupil);
            em.persist(new CareNote(pupil, "allergic to nuts"));
        });
        assertThat(office.careNotesForAnybody()).isEmpty();
        assertThat(office.careNotes()).containsExactly("allergic to nuts");
        assertThat(office.exportForThePerson("4711")).containsExactly("allergic to nuts");
        assertThat(consent.privilegedUses(em, 1))
                .singleElement()
                .satisfies(use -> assertThat(use.reason()).isEqualTo("access request 4711"));
    }

    @Test
    void runsWithoutSpring() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
        try (EntityManagerFactory factory = WithoutSpring.start(scheduler)) {
            assertThat(scheduler.getQueue()).hasSize(2);
            Pupil anna = new Pupil("Anna");
            factory.runInTransaction(own -> own.persist(anna));
            SubjectId subject = SubjectId.of(Pupil.class, anna.id);
            Consent its = Consent.of(factory);
            factory.runInTransaction(
                    own -> its.decide(own, Decision.given(subject, ProgressReports.class, Grantor.parent(7L))));
            factory.runInTransaction(own -> own.find(Pupil.class, anna.id).email = "anna@example.org");
            factory.runInTransaction(
                    own -> its.decide(own, Decision.withdrawn(subject, ProgressReports.class, Grantor.parent(7L))));
            Pupil found = factory.callInTransaction(own -> own.find(Pupil.class, anna.id));
            assertThat(found.name).isEqualTo("Anna");
            assertThat(found.email).isNull();
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void showsOnlyCompiledCode() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> shown = blocks(readme);
        assertThat(shown).isNotEmpty();
        assertThat(regions()).containsAll(shown);
    }

    @Test
    void linksOnlyToWhatExists() throws IOException {
        Matcher links = Pattern.compile("]\\((?!https?:)([^)#]+)").matcher(Files.readString(ROOT.resolve("README.md")));
        while (links.find()) {
            assertThat(ROOT.resolve(links.group(1))).exists();
        }
    }

    private static List<String> blocks(String readme) {
        Matcher matcher =
                Pattern.compile("```java\\n(.*?)\\n```", Pattern.DOTALL).matcher(readme);
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    /** The regions of this package's sources, without their common indentation. */
    private static List<String> regions() throws IOException {
        List<String> regions = new ArrayList<>();
        try (Stream<Path> sources = Files.list(Path.of("src/test/java/dev/consent/readme"))) {
            for (Path source : sources.sorted().toList()) {
                Matcher matcher = Pattern.compile(" *// region [a-z]+\\n(.*?)\\n *// endregion", Pattern.DOTALL)
                        .matcher(Files.readString(source));
                while (matcher.find()) {
                    String region = matcher.group(1).stripIndent();
                    regions.add(region.startsWith("@Entity") ? region + "\n}" : region);
                }
            }
        }
        return regions;
    }
}
