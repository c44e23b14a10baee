package dev.consent.jpa.erasure;

import dev.consent.ConsentException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a sweep uses the database.
 *
 * @param pace the part of its time in which it works, above 0 and at most 1
 * @param rowsPerTransaction how many rows one transaction changes at most, from 1,000
 */
public record SweepSettings(double pace, int rowsPerTransaction) {

    /** The setting of the pace. */
    public static final String PACE = "consent.sweep.pace";

    /** The setting of the rows per transaction. */
    public static final String ROWS = "consent.sweep.rows-per-transaction";

    /** Without rest. */
    public static final double DEFAULT_PACE = 1;

    /** Some hundred ordinary people. */
    public static final int DEFAULT_ROWS = 20_000;

    public SweepSettings {
        if (!(pace > 0 && pace <= 1)) {
            throw new ConsentException("The setting " + PACE + " is a number above 0 and at most 1, such as 0.5.");
        }
        if (rowsPerTransaction < 1_000) {
            throw new ConsentException("The setting " + ROWS + " is a number of at least 1000.");
        }
    }

    /**
     * Reads the settings of a persistence unit.
     *
     * @throws ConsentException when one of them is none
     */
    public static SweepSettings of(Map<String, Object> properties) {
        try {
            return new SweepSettings(
                    number(properties.get(PACE), DEFAULT_PACE),
                    Math.toIntExact(Math.round(number(properties.get(ROWS), DEFAULT_ROWS))));
        } catch (NumberFormatException | ArithmeticException none) {
            throw new ConsentException("The settings " + PACE + " and " + ROWS + " are numbers.", none);
        }
    }

    private static double number(@Nullable Object value, double otherwise) {
        if (value == null) {
            return otherwise;
        }
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble(value.toString());
    }
}
