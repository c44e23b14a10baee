package dev.consent.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.consent.Retain;
import dev.consent.Retain.Start;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTermTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    /** Zones that change their clocks at night, at midnight, by half an hour, and never. */
    private static final List<ZoneId> ZONES = Stream.of(
                    "UTC", "Europe/Amsterdam", "Africa/Cairo", "America/Sao_Paulo", "Australia/Lord_Howe")
            .map(ZoneId::of)
            .toList();

    private static final List<TemporalAmount> LENGTHS = List.of(
            Period.ofDays(5),
            Period.ofMonths(1),
            Period.ofMonths(6),
            Period.ofYears(1),
            Period.ofYears(7),
            Period.of(1, 1, 1),
            Duration.ofMinutes(30),
            Duration.ofHours(24),
            Duration.ofHours(36),
            Duration.ofDays(400));

    /** Seconds from the end of a term at which its cut-off is asked for; the edge itself is where mistakes live. */
    private static final List<Integer> AROUND_THE_END =
            List.of(-90_000, -3_600, -1_800, -1, 0, 1, 1_800, 3_600, 90_000);

    static Stream<RetentionTerm> terms() {
        return LENGTHS.stream()
                .flatMap(length -> Stream.of(Start.values()).map(start -> new RetentionTerm(length, start)));
    }

    @ParameterizedTest
    @MethodSource("terms")
    void putsExactlyTheDatesWhoseTermIsOverBeforeTheCutOff(RetentionTerm term) {
        Random random = new Random(7203);
        for (ZoneId zone : ZONES) {
            for (int round = 0; round < 1_000; round++) {
                LocalDate date = randomDate(random);
                Instant end = term.endOf(date.atStartOfDay(zone).toInstant(), zone);
                for (int seconds : AROUND_THE_END) {
                    Instant now = end.plusSeconds(seconds);
                    assertThat(!date.isAfter(term.cutOffDate(now, zone)))
                            .as("%s in %s is over at %s, its end being %s", date, zone, now, end)
                            .isEqualTo(seconds >= 0);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("terms")
    void neverHidesAMomentTooLateAndNeverMoreThanADayTooEarly(RetentionTerm term) {
        Random random = new Random(7203);
        for (ZoneId zone : ZONES) {
            for (int round = 0; round < 1_000; round++) {
                Instant date = randomMoment(random, zone);
                Instant end = term.endOf(date, zone);
                for (int seconds : AROUND_THE_END) {
                    Instant now = end.plusSeconds(seconds);
                    boolean over = !date.isAfter(term.cutOff(now, zone));
                    // Too early only where several days end on one: 30 and 31 January, and a month.
                    if (seconds >= 0 || seconds == -90_000) {
                        assertThat(over)
                                .as("%s in %s is over at %s, its end being %s", date, zone, now, end)
                                .isEqualTo(seconds >= 0);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1D", "P5D", "P21D"})
    void isExactToTheNanosecondForDays(String period) {
        assertExact(new RetentionTerm(Period.parse(period), Start.AT_DATE), ZoneOffset.UTC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT30M", "PT24H", "PT9600H"})
    void isExactToTheNanosecondForHoursInEveryZone(String duration) {
        for (ZoneId zone : ZONES) {
            assertExact(new RetentionTerm(Duration.parse(duration), Start.AT_DATE), zone);
        }
    }

    @Test
    void isExactToTheNanosecondFromTheEndOfAYear() {
        for (ZoneId zone : ZONES) {
            assertExact(new RetentionTerm(Period.ofYears(7), Start.AT_END_OF_YEAR), zone);
        }
    }

    private static void assertExact(RetentionTerm term, ZoneId zone) {
        Random random = new Random(7203);
        for (int round = 0; round < 1_000; round++) {
            Instant date = randomMoment(random, zone);
            Instant end = term.endOf(date, zone);
            assertThat(term.cutOff(end, zone)).isAfterOrEqualTo(date);
            assertThat(term.cutOff(end.minusNanos(1), zone)).isBefore(date);
        }
    }

    @ParameterizedTest(name = "{0} from {1} ends {2}")
    @CsvSource({
        "P1M, 2026-01-28, 2026-02-28",
        "P1M, 2026-01-31, 2026-02-28",
        "P1M, 2028-01-31, 2028-02-29",
        "P1M, 2026-02-28, 2026-03-28",
        "P1M, 2026-12-31, 2027-01-31",
        "P6M, 2026-08-31, 2027-02-28",
        "P1Y, 2028-02-29, 2029-02-28",
        "P4Y, 2028-02-29, 2032-02-29",
        "P1Y, 2027-02-28, 2028-02-28",
        "P5D, 2026-12-29, 2027-01-03",
        "P1Y1M1D, 2027-01-31, 2028-03-01"
    })
    void endsOnTheSameDayOfAMonthOrOnItsLast(String period, LocalDate from, LocalDate end) {
        RetentionTerm term = new RetentionTerm(Period.parse(period), Start.AT_DATE);
        assertThat(term.endOf(midnight(from), AMSTERDAM)).isEqualTo(midnight(end));
        assertThat(term.cutOffDate(midnight(end), AMSTERDAM)).isAfterOrEqualTo(from);
        assertThat(term.cutOffDate(midnight(end).minusNanos(1), AMSTERDAM)).isBefore(from);
    }

    @Test
    void takesTheLastOfTheDatesThatEndTogether() {
        RetentionTerm month = new RetentionTerm(Period.ofMonths(1), Start.AT_DATE);
        assertThat(month.cutOffDate(midnight(LocalDate.parse("2026-02-28")), AMSTERDAM))
                .isEqualTo("2026-01-31");
        assertThat(month.cutOffDate(midnight(LocalDate.parse("2026-03-01")), AMSTERDAM))
                .isEqualTo("2026-02-01");
    }

    /** Rows written late in the evening must not outlive their term because the question comes early in the morning. */
    @Test
    void isOverTheNextMorningWhateverTheTimeOfDay() {
        RetentionTerm month = new RetentionTerm(Period.ofMonths(1), Start.AT_DATE);
        Instant lateOnLeapDay = Instant.parse("2028-02-29T23:20:37Z");
        Instant now = Instant.parse("2028-03-30T00:20:38Z");
        assertThat(month.endOf(lateOnLeapDay, ZoneOffset.UTC)).isBefore(now);
        assertThat(month.cutOff(now, ZoneOffset.UTC)).isAfterOrEqualTo(lateOnLeapDay);
    }

    @Test
    void countsDaysByTheCalendarAndHoursByTheClockWhenClocksChange() {
        Instant noon = LocalDateTime.parse("2026-03-28T12:00").atZone(AMSTERDAM).toInstant();
        assertThat(new RetentionTerm(Period.ofDays(1), Start.AT_DATE).endOf(noon, AMSTERDAM))
                .isEqualTo(noon.plus(Duration.ofHours(23)));
        assertThat(new RetentionTerm(Duration.ofHours(24), Start.AT_DATE).endOf(noon, AMSTERDAM))
                .isEqualTo(noon.plus(Duration.ofHours(24)));
    }

    @Test
    void treatsBothComingsOfADoubledHourAlike() {
        RetentionTerm day = new RetentionTerm(Period.ofDays(1), Start.AT_DATE);
        Instant secondComing = Instant.parse("2026-10-25T01:30:00Z");
        Instant end = day.endOf(secondComing, AMSTERDAM);
        assertThat(end).isEqualTo(day.endOf(secondComing.minus(Duration.ofHours(1)), AMSTERDAM));
        assertThat(day.cutOff(end, AMSTERDAM)).isAfterOrEqualTo(secondComing);
    }

    @ParameterizedTest(name = "seven years after the end of the year of {0} are over at {1}")
    @CsvSource({
        "2019-01-01, 2027-01-01",
        "2019-06-15, 2027-01-01",
        "2019-12-31, 2027-01-01",
        "2020-01-01, 2028-01-01",
        "2020-02-29, 2028-01-01"
    })
    void countsWholeYearsFromTheEndOfTheYear(LocalDate from, LocalDate end) {
        RetentionTerm books = new RetentionTerm(Period.ofYears(7), Start.AT_END_OF_YEAR);
        assertThat(books.endOf(midnight(from), AMSTERDAM)).isEqualTo(midnight(end));
        LocalDate lastOfTheYear = LocalDate.of(from.getYear(), 12, 31);
        assertThat(books.cutOffDate(midnight(end), AMSTERDAM)).isEqualTo(lastOfTheYear);
        assertThat(books.cutOff(midnight(end), AMSTERDAM))
                .isEqualTo(midnight(lastOfTheYear.plusDays(1)).minusNanos(1));
        assertThat(books.cutOffDate(midnight(end).minusNanos(1), AMSTERDAM)).isEqualTo(lastOfTheYear.minusYears(1));
    }

    @Test
    void readsTheYearInTheZoneOfTheClock() {
        RetentionTerm books = new RetentionTerm(Period.ofYears(7), Start.AT_END_OF_YEAR);
        Instant newYearInAmsterdam = Instant.parse("2019-12-31T23:30:00Z");
        assertThat(books.endOf(newYearInAmsterdam, ZoneOffset.UTC)).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(books.endOf(newYearInAmsterdam, AMSTERDAM)).isEqualTo("2027-12-31T23:00:00Z");
    }

    @Test
    void readsPeriodsAndDurationsAsTheyAreDeclared() {
        assertThat(RetentionTerm.of(declared(Link.class)))
                .isEqualTo(new RetentionTerm(Duration.ofMinutes(30), Start.AT_DATE));
        assertThat(RetentionTerm.of(declared(Invoice.class)))
                .isEqualTo(new RetentionTerm(Period.ofYears(7), Start.AT_END_OF_YEAR));
    }

    @Test
    void saysWhatItIsInWords() {
        assertThat(RetentionTerm.of(declared(Link.class)).describe()).isEqualTo("PT30M");
        assertThat(RetentionTerm.of(declared(Invoice.class)).describe()).isEqualTo("P7Y after the end of the year");
    }

    @Test
    void saysWhatADeclarationShouldLookLike() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionTerm.of(declared(Malformed.class)))
                .withMessageContaining("ISO 8601");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "-P1D", "P1Y-1D"})
    void refusesAPeriodThatIsNotLongerThanNothing(String period) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionTerm(Period.parse(period), Start.AT_DATE))
                .withMessageContaining("longer than nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1S"})
    void refusesADurationThatIsNotLongerThanNothing(String duration) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetentionTerm(Duration.parse(duration), Start.AT_DATE))
                .withMessageContaining("longer than nothing");
    }

    private static LocalDate randomDate(Random random) {
        return LocalDate.ofEpochDay(15_000 + random.nextInt(12_000));
    }

    private static Instant randomMoment(Random random, ZoneId zone) {
        return randomDate(random).atStartOfDay(zone).toInstant().plusSeconds(random.nextInt(86_400));
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(AMSTERDAM).toInstant();
    }

    private static Retain declared(Class<?> type) {
        return type.getAnnotation(Retain.class);
    }

    @Retain(period = "PT30M", from = "sentAt")
    private static final class Link {}

    @Retain(period = "P7Y", from = "bookedOn", start = Start.AT_END_OF_YEAR)
    private static final class Invoice {}

    @Retain(period = "seven years", from = "bookedOn")
    private static final class Malformed {}
}
