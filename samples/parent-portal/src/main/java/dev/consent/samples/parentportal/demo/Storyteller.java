package dev.consent.samples.parentportal.demo;

import dev.consent.samples.parentportal.demo.Story.Answer;
import dev.consent.samples.parentportal.demo.Story.Child;
import dev.consent.samples.parentportal.demo.Story.Family;
import dev.consent.samples.parentportal.demo.Story.Guardian;
import dev.consent.samples.parentportal.demo.Story.Mark;
import dev.consent.samples.parentportal.demo.Story.Person;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import net.datafaker.Faker;

/**
 * Makes up a {@link Story}: the same one for the same day, whatever machine it runs on. All mail goes to domains under
 * {@code .example}, where nobody lives, and no bank account has a valid check digit.
 */
final class Storyteller {

    static final int LOCATIONS = 26;
    static final int EMPLOYEES = 200;
    /** So many families have 2,000 parents and 1,800 children. */
    static final int FAMILIES = 1_143;

    static final int SINGLE_PARENTS = 286;
    static final int SECOND_CHILDREN = 657;

    private static final long SEED = 20_261_126L;
    private static final int OFFICE = 12;
    private static final int QUESTIONS = 5;
    private static final int OLDEST = 15;
    private static final int FROM_SCHOOL = 4;
    private static final List<String> PLACES = List.of(
            "De Linde",
            "De Berk",
            "De Wilg",
            "De Esdoorn",
            "De Kastanje",
            "De Beuk",
            "De Hazelaar",
            "De Vlier",
            "De Els",
            "De Meidoorn",
            "De Iep",
            "De Populier",
            "De Spar");
    private static final List<String> COURSES = List.of("Rekenen", "Taal", "Lezen", "Wereldoriëntatie", "Gym");
    private static final List<String> REMARKS = List.of(
            "Werkt zelfstandig en helpt anderen.",
            "Kan meer dan het zelf denkt.",
            "Heeft flink geoefend, en dat is te zien.",
            "Mag wat rustiger werken.",
            "Durft vragen te stellen.",
            "Heeft hier zichtbaar plezier in.");
    private static final List<String> MEDICAL = List.of(
            "Pinda-allergie, EpiPen in de la van de leiding",
            "Astma, blauwe inhaler bij benauwdheid",
            "Diabetes type 1, meten voor het eten",
            "Koemelkallergie, eigen melk in de koelkast",
            "Draagt een bril met een afgeplakt oog tot het voorjaar",
            "Geen bijzonderheden");
    private static final List<String> DAYS = List.of("135", "24", "1245", "12345", "35", "124");

    private final LocalDate today;
    private final Random random = new Random(SEED);
    private final Faker faker = new Faker(Locale.forLanguageTag("nl-NL"), new Random(SEED));
    private final List<String> familyNames = new ArrayList<>();
    private final List<String> givenNames = new ArrayList<>();
    private int parents;
    private int children;

    private Storyteller(LocalDate today) {
        this.today = today;
        for (int index = 0; index < 400; index++) {
            familyNames.add(faker.name().lastName());
            givenNames.add(faker.name().firstName());
        }
    }

    /** The story of so many families as it stands on this day. */
    static Story tell(LocalDate today, int families) {
        return new Storyteller(today).tell(families);
    }

    private Story tell(int many) {
        List<Family> families = new ArrayList<>();
        for (int index = 0; index < many; index++) {
            families.add(family(index));
        }
        return new Story(
                IntStream.range(0, LOCATIONS)
                        .mapToObj(index -> PLACES.get(index % PLACES.size()) + (index < PLACES.size() ? "" : " Zuid"))
                        .toList(),
                employees(),
                List.copyOf(families));
    }

    private List<Person> employees() {
        int groups = LOCATIONS * Story.GROUPS.size();
        List<Person> employees = new ArrayList<>();
        for (int number = 1; number <= EMPLOYEES - OFFICE; number++) {
            // Everybody finds the first child in the first group that has an account on the log-in page.
            int group = number == 1 ? groupOf(1, 9) : (number - 1) % groups;
            employees.add(new Person(name(), "group" + number, group));
        }
        for (int number = 1; number <= OFFICE; number++) {
            employees.add(new Person(name(), "office" + number, null));
        }
        return List.copyOf(employees);
    }

    private Family family(int index) {
        String familyName = pick(familyNames);
        int grownUps = upTo(index - 2, SINGLE_PARENTS) != upTo(index - 3, SINGLE_PARENTS) ? 1 : 2;
        int young = upTo(index + 1, SECOND_CHILDREN) != upTo(index, SECOND_CHILDREN) ? 2 : 1;
        return new Family(
                IntStream.range(0, grownUps)
                        .mapToObj(each -> parent(familyName))
                        .toList(),
                IntStream.range(0, young).mapToObj(each -> child(familyName)).toList());
    }

    /** How many of so many, spread evenly over {@link #FAMILIES}, are among the first ones; rounded up. */
    private static int upTo(int families, int many) {
        return (families * many + FAMILIES - 1) / FAMILIES;
    }

    private Guardian parent(String familyName) {
        int number = ++parents;
        String name = pick(givenNames) + " " + familyName;
        return new Guardian(
                number,
                name,
                String.format(Locale.ROOT, "06 000 %02d %03d", random.nextInt(100), random.nextInt(1000)),
                mailPart(name) + "@familiepost.example",
                String.format(Locale.ROOT, "NL00 DEMO %04d %04d %02d", number / 10_000, number % 10_000, number % 100));
    }

    private Child child(String familyName) {
        int number = ++children;
        LocalDate born = born(number);
        int age = Period.between(born, today).getYears();
        List<Answer> answers = answers(number, age);
        return new Child(
                number,
                pick(givenNames),
                familyName,
                born,
                groupOf(number, age),
                DAYS.get(random.nextInt(DAYS.size())),
                answers,
                answers.get(2) == Answer.YES ? MEDICAL.get(medical(number)) : null,
                BigDecimal.valueOf(35_000L + 2_500L * random.nextInt(30), 2),
                "Kinderopvangtoeslag, " + (33 + random.nextInt(63)) + " %",
                age >= FROM_SCHOOL && answers.get(0) == Answer.YES ? marks(number) : List.of(),
                age >= 15 ? "child" + number : null);
    }

    private int medical(int number) {
        return number == 1 ? 0 : random.nextInt(8) == 0 ? random.nextInt(MEDICAL.size() - 1) : MEDICAL.size() - 1;
    }

    /** Child 4 turns sixteen in three days; the first three are at school. */
    private LocalDate born(int number) {
        return switch (number) {
            case 1 -> today.minusYears(9).minusDays(40);
            case 2 -> today.minusYears(12).minusDays(100);
            case 3 -> today.minusYears(10).minusDays(200);
            case 4 -> today.minusYears(16).plusDays(3);
            default -> today.minusYears(random.nextInt(OLDEST)).minusDays(1 + random.nextInt(360));
        };
    }

    private static int groupOf(int number, int age) {
        int location = (number - 1) % LOCATIONS;
        return location * Story.GROUPS.size() + (age < 4 ? 0 : age < 12 ? 1 : 2);
    }

    /** About nineteen in twenty agreed, to the first two once at school; child 2 was never asked, and the parents of child 5 said no to everything. */
    private List<Answer> answers(int number, int age) {
        return switch (number) {
            case 1, 3, 4 -> Collections.nCopies(QUESTIONS, Answer.YES);
            case 2 -> Collections.nCopies(QUESTIONS, Answer.NEVER_ASKED);
            case 5 -> Collections.nCopies(QUESTIONS, Answer.NO);
            default -> {
                List<Answer> answers = new ArrayList<>();
                for (int question = 0; question < QUESTIONS; question++) {
                    int dice = question < 2 && age < FROM_SCHOOL ? 99 : random.nextInt(100);
                    answers.add(dice < 95 ? Answer.YES : dice < 98 ? Answer.NO : Answer.NEVER_ASKED);
                }
                if (answers.get(3) != Answer.YES && answers.get(4) == Answer.YES) {
                    answers.set(4, Answer.NO);
                }
                yield List.copyOf(answers);
            }
        };
    }

    private List<Mark> marks(int number) {
        List<Mark> marks = new ArrayList<>();
        int many = number <= 5 ? COURSES.size() : 2;
        for (int index = 0; index < many; index++) {
            marks.add(new Mark(
                    COURSES.get(index),
                    BigDecimal.valueOf(45L + random.nextInt(55), 1),
                    pick(REMARKS),
                    today.minusDays(2L + random.nextInt(60))));
        }
        return List.copyOf(marks);
    }

    private String name() {
        return pick(givenNames) + " " + pick(familyNames);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String mailPart(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replace(' ', '.')
                .replaceAll("[^a-z.]", "");
    }
}
