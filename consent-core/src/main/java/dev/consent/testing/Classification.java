package dev.consent.testing;

import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DataCatalog.Entry;
import java.util.stream.Collectors;

/**
 * Keeps an application honest in its own build: a new field that nobody has looked at fails it.
 *
 * <pre>{@code
 * @Test
 * void everyFieldIsClassified() {
 *     Classification.assertComplete(consent.catalog());
 * }
 * }</pre>
 */
public final class Classification {

    private Classification() {}

    /**
     * Passes when every persistent attribute is classified.
     *
     * @throws AssertionError listing those that are not
     */
    public static void assertComplete(DataCatalog catalog) {
        String open = catalog.unclassified().stream()
                .filter(entry -> entry.attribute() != null)
                .map(Entry::name)
                .map(name -> "\n  - " + name)
                .collect(Collectors.joining());
        if (!open.isEmpty()) {
            throw new AssertionError(
                    "Nobody has said whether these are personal data. Annotate each with @PersonalData or @NotPersonal:"
                            + open);
        }
    }
}
