package dev.consent.samples.tutoring.demo;

import dev.consent.samples.tutoring.demo.Story.Answer;
import dev.consent.samples.tutoring.demo.Story.Bill;
import dev.consent.samples.tutoring.demo.Story.Child;
import dev.consent.samples.tutoring.demo.Story.Family;
import dev.consent.samples.tutoring.demo.Story.Guardian;
import dev.consent.samples.tutoring.demo.Story.Mentor;
import dev.consent.samples.tutoring.demo.Story.Quarter;
import dev.consent.samples.tutoring.demo.Story.Report;
import dev.consent.samples.tutoring.demo.Story.Session;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.datafaker.Faker;
import org.jspecify.annotations.Nullable;

/**
 * Makes up a {@link Story}: the same one for the same day, whatever machine it runs on. All mail goes to domains under
 * {@code .example}, where nobody lives.
 */
final class Storyteller {

    static final int PUPILS = 128;
    static final int COACHES = 8;

    private static final long SEED = 20_261_122L;
    private static final int FIRST_MONTH = 9;
    private static final List<String> SCHOOLS = List.of(
            "Lyceum De Berkenhof",
            "Scholengemeenschap Waterland",
            "Het Noorderlicht College",
            "Montessori Lyceum Oosterpoort",
            "College De Drie Molens");
    private static final List<String> GRADES = List.of(
            "1 vmbo-t", "2 vmbo-t", "3 vmbo-t", "1 havo", "2 havo", "3 havo", "4 havo", "2 vwo", "3 vwo", "5 vwo");

    private final LocalDate today;
    private final Random random = new Random(SEED);
    private final Faker faker = new Faker(Locale.forLanguageTag("nl-NL"), new Random(SEED));
    private final List<Quarter> periods;
    private int pupils;
    private int bills;

    private Storyteller(LocalDate today) {
        this.today = today;
        int year = today.getMonthValue() >= FIRST_MONTH ? today.getYear() : today.getYear() - 1;
        this.periods =
                Stream.of(year - 1, year).flatMap(Storyteller::schoolYear).toList();
    }

    /** The story as it stands on this day. */
    static Story tell(LocalDate today) {
        return new Storyteller(today).tell();
    }

    private static Stream<Quarter> schoolYear(int year) {
        String name = year + "-" + (year + 1);
        return Stream.of(
                new Quarter(name, 1, LocalDate.of(year, 9, 1), LocalDate.of(year, 11, 15)),
                new Quarter(name, 2, LocalDate.of(year, 11, 16), LocalDate.of(year + 1, 1, 31)),
                new Quarter(name, 3, LocalDate.of(year + 1, 2, 1), LocalDate.of(year + 1, 4, 15)),
                new Quarter(name, 4, LocalDate.of(year + 1, 4, 16), LocalDate.of(year + 1, 7, 15)));
    }

    private Story tell() {
        List<String> coaches = IntStream.range(0, COACHES)
                .mapToObj(index -> faker.name().firstName() + " " + faker.name().lastName())
                .toList();
        List<Family> families = new ArrayList<>();
        while (pupils < PUPILS) {
            families.add(family(families.size()));
        }
        return new Story(periods, coaches, List.copyOf(families));
    }

    /** The first family has two parents and two children, so that a visitor can see what differs between them. */
    private Family family(int index) {
        String familyName = faker.name().lastName();
        int parents = index % 3 == 1 ? 1 : 2;
        int children = Math.min(index % 4 == 0 ? 2 : 1, PUPILS - pupils);
        return new Family(
                IntStream.range(0, parents).mapToObj(each -> parent(familyName)).toList(),
                IntStream.range(0, children).mapToObj(each -> child(familyName)).toList());
    }

    private Guardian parent(String familyName) {
        String givenName = faker.name().firstName();
        return new Guardian(givenName + " " + familyName, mail(givenName + "." + familyName, "familiepost.example"));
    }

    private Child child(String familyName) {
        int number = ++pupils;
        String school = pick(SCHOOLS);
        String givenName = faker.name().firstName();
        LocalDate startedOn = startedOn(number);
        Answer reports = reports(number);
        return new Child(
                number,
                givenName,
                familyName,
                school,
                pick(GRADES),
                startedOn,
                (number - 1) / (PUPILS / COACHES),
                mentor(school),
                reports,
                contact(number),
                reports == Answer.YES || reports == Answer.YES_AND_LATER_NO
                        ? evaluations(givenName, startedOn, number)
                        : List.of(),
                sessions(startedOn),
                bills(startedOn));
    }

    /** About nine in ten agreed; pupil 2 was never asked and pupil 3 is the one whose parents thought again. */
    private static Answer reports(int number) {
        if (number == 3 || number == 45 || number == 77) {
            return Answer.YES_AND_LATER_NO;
        }
        if (number % 64 == 20) {
            return Answer.NO;
        }
        return number % 16 == 2 ? Answer.NEVER_ASKED : Answer.YES;
    }

    private static Answer contact(int number) {
        return switch (number % 6) {
            case 2 -> Answer.NO;
            case 5 -> Answer.NEVER_ASKED;
            default -> Answer.YES;
        };
    }

    private LocalDate startedOn(int number) {
        LocalDate first = periods.get(0).start();
        return number <= 8 ? first : first.minusYears(2).plusWeeks(random.nextInt(130));
    }

    private Mentor mentor(String school) {
        String name = faker.name().firstName() + " " + faker.name().lastName();
        return new Mentor(name, mail(name, mailPart(school).replace(".", "") + ".example"));
    }

    private List<Report> evaluations(String givenName, LocalDate startedOn, int number) {
        List<Report> reports = new ArrayList<>();
        for (int index = 0; index < periods.size(); index++) {
            Quarter quarter = periods.get(index);
            boolean running = !quarter.end().isBefore(today);
            // In the period that runs half are still to be written, and the first pupils always: that is the coach's
            // work.
            boolean skipped = running && (number <= 4 || random.nextInt(10) < 5) || random.nextInt(25) == 0;
            LocalDate last = running ? today.minusDays(1) : quarter.end().minusDays(1);
            LocalDate from = later(quarter.start(), startedOn);
            if (!skipped && last.isAfter(from)) {
                reports.add(report(index, givenName, from, last));
            }
        }
        return List.copyOf(reports);
    }

    private Report report(int period, String givenName, LocalDate from, LocalDate last) {
        LocalDate writtenOn = from.plusDays(random.nextLong(ChronoUnit.DAYS.between(from, last) + 1));
        LocalDate sentOn = past(random.nextInt(12) == 0 ? null : writtenOn.plusDays(random.nextInt(3)));
        LocalDate openedOn = past(sentOn == null || random.nextInt(5) == 0 ? null : sentOn.plusDays(random.nextInt(4)));
        return new Report(
                period, DutchTexts.evaluation(givenName, random), 1 + random.nextInt(5), writtenOn, sentOn, openedOn);
    }

    private @Nullable LocalDate past(@Nullable LocalDate date) {
        return date != null && date.isBefore(today) ? date : null;
    }

    private List<Session> sessions(LocalDate startedOn) {
        List<Session> sessions = new ArrayList<>();
        DayOfWeek day = DayOfWeek.of(1 + random.nextInt(5));
        LocalDate first = later(today.minusWeeks(12), startedOn).with(TemporalAdjusters.nextOrSame(day));
        for (LocalDate date = first; date.isBefore(today); date = date.plusWeeks(1)) {
            if (random.nextInt(8) != 0) {
                sessions.add(new Session(date, random.nextBoolean() ? 60 : 90, DutchTexts.topic(random)));
            }
        }
        return List.copyOf(sessions);
    }

    private List<Bill> bills(LocalDate startedOn) {
        List<Bill> result = new ArrayList<>();
        for (LocalDate quarter = startedOn.withDayOfMonth(1).plusMonths(3);
                quarter.isBefore(today);
                quarter = quarter.plusMonths(3)) {
            String number = "F" + quarter.getYear() + "-" + String.format(Locale.ROOT, "%05d", ++bills);
            result.add(new Bill(
                    number,
                    quarter,
                    DutchTexts.invoice(quarter),
                    BigDecimal.valueOf(30_000L + 1_250L * random.nextInt(25), 2)));
        }
        return List.copyOf(result);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static String mail(String name, String domain) {
        return mailPart(name) + "@" + domain;
    }

    private static String mailPart(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replace(' ', '.')
                .replaceAll("[^a-z.]", "");
    }
}
