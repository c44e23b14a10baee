package dev.consent.jpa.wording;

import dev.consent.ConsentException;
import dev.consent.decision.PublishedWording.Change;
import dev.consent.jpa.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Wordings that come with the application: every resource named {@value #NAME} on the class path is read when the
 * application starts, and what is not published yet is published, in the order in which it stands there.
 *
 * <pre>{@code
 * [
 *   { "purpose": "progress-reports", "version": "1",
 *     "texts": { "en": "May we send you reports?", "nl": "Mogen wij u verslagen sturen?" } },
 *   { "purpose": "progress-reports", "version": "2", "change": "material",
 *     "texts": { "en": "May we send you reports and results?", "nl": "Mogen wij u verslagen en cijfers sturen?" } }
 * ]
 * }</pre>
 *
 * <p>{@code change} is {@code minor} or {@code material}, and may be missing at the first version only.
 */
public final class WordingResources {

    /** The name of the resources. */
    public static final String NAME = "META-INF/consent/wordings.json";

    private static final Set<String> MEMBERS = Set.of("purpose", "version", "change", "texts");

    private WordingResources() {}

    /**
     * Publishes what is not published yet.
     *
     * @throws ConsentException when a resource cannot be read, or says something else than was published
     */
    public static void publish(ClassLoader loader, Wordings wordings) {
        try {
            for (URL resource : Collections.list(loader.getResources(NAME))) {
                read(resource).forEach(wordings::publish);
            }
        } catch (IOException unreadable) {
            throw new ConsentException("The wordings in " + NAME + " cannot be read", unreadable);
        }
    }

    static List<Edition> read(URL resource) throws IOException {
        try (InputStream in = resource.openStream()) {
            if (!(Json.read(in) instanceof List<?> entries)) {
                throw new IllegalArgumentException("it is no array");
            }
            List<Edition> editions = new ArrayList<>();
            Set<String> purposes = new HashSet<>();
            for (Object entry : entries) {
                Edition edition = edition(entry, purposes);
                purposes.add(edition.purpose());
                editions.add(edition);
            }
            return editions;
        } catch (RuntimeException malformed) {
            throw new ConsentException(
                    "The wordings in " + resource + " cannot be used: " + malformed.getMessage(), malformed);
        }
    }

    private static Edition edition(Object entry, Set<String> earlier) {
        if (!(entry instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("an entry is no object");
        }
        for (Object name : members.keySet()) {
            if (!MEMBERS.contains(String.valueOf(name))) {
                throw new IllegalArgumentException(
                        "there is no member '" + name + "'; there are purpose, version," + " change and texts");
            }
        }
        String purpose = text(members, "purpose");
        String version = text(members, "version");
        if (!(members.get("texts") instanceof Map<?, ?> texts)) {
            throw new IllegalArgumentException("the wording " + version + " of the purpose '" + purpose
                    + "' needs texts by language, such as \"texts\": { \"en\": \"…\" }");
        }
        Map<String, String> byLanguage = new TreeMap<>();
        texts.forEach((language, text) -> byLanguage.put(String.valueOf(language), String.valueOf(text)));
        return new Edition(
                purpose, version, change(members.get("change"), earlier.contains(purpose), purpose), byLanguage);
    }

    private static Change change(@Nullable Object value, boolean later, String purpose) {
        if (value == null && !later) {
            return Change.MINOR;
        }
        for (Change change : Change.values()) {
            if (change.name().toLowerCase(Locale.ROOT).equals(value)) {
                return change;
            }
        }
        throw new IllegalArgumentException(
                "each later version of the purpose '" + purpose + "' says \"change\": \"minor\" or \"material\"");
    }

    private static String text(Map<?, ?> members, String name) {
        if (members.get(name) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException("an entry has no " + name);
    }
}
