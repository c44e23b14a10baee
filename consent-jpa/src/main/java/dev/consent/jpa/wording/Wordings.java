package dev.consent.jpa.wording;

import dev.consent.ConsentException;
import dev.consent.Wording;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.decision.PublishedWording;
import dev.consent.decision.PublishedWording.Change;
import dev.consent.jpa.transaction.OwnTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The texts people are shown when they are asked. A version is published once, in one or more languages, and never
 * changes; languages may be added to it. Once a purpose has published wordings, a grant must name the one that was shown,
 * or refer to its evidence.
 *
 * <p>Texts can also come from resources, see {@link WordingResources}. Methods open transactions of their own.
 *
 * @see <a href="https://eur-lex.europa.eu/eli/reg/2016/679/oj">GDPR, Article 7(1) and (2)</a>
 */
public final class Wordings {

    private final SessionFactory factory;
    private final Function<Class<?>, DeclaredPurpose> purposes;
    private final Supplier<Clock> clock;
    private final Runnable published;

    /**
     * For consent itself.
     *
     * @param published run when something was published, after its commit
     */
    public Wordings(
            SessionFactory factory,
            Function<Class<?>, DeclaredPurpose> purposes,
            Supplier<Clock> clock,
            Runnable published) {
        this.factory = factory;
        this.purposes = purposes;
        this.clock = clock;
        this.published = published;
    }

    /**
     * Publishes a version, from now on. Publishing it again with the same texts changes nothing, so that it can be done
     * at every start; new languages are added to it.
     *
     * <p>With {@link Change#MATERIAL}, consent on earlier versions has to be renewed within
     * {@link dev.consent.Purpose#renewWithin()} and expires then. The first version of a purpose changes nothing, so
     * consent from before it stays as it is.
     *
     * @param version the application's own name of it, at most 64 characters
     * @param texts the text in each language, not blank
     * @throws ConsentException when the version is there with another text or as another kind of change; nothing was
     *     published
     */
    public void publish(Class<?> purpose, String version, Change change, Map<Locale, String> texts) {
        Map<String, String> byLanguage = new TreeMap<>();
        texts.forEach((language, text) -> byLanguage.put(language.toLanguageTag(), text));
        publish(new Edition(purposes.apply(purpose).code(), version, change, byLanguage));
    }

    /** Publishes a version of a purpose that is known by its code. */
    void publish(Edition edition) {
        boolean added;
        try {
            added = OwnTransactions.call(factory, session -> add(session, edition));
        } catch (ConsentException refused) {
            throw refused;
        } catch (RuntimeException raced) {
            // Another node may have published the same just now; then there is nothing left to do.
            added = OwnTransactions.call(factory, session -> add(session, edition));
        }
        if (added) {
            published.run();
        }
    }

    private boolean add(Session session, Edition edition) {
        List<PublishedWording> known = of(session, edition.purpose());
        List<PublishedWording> same = known.stream()
                .filter(other -> other.wording().version().equals(edition.version()))
                .toList();
        Change change = known.isEmpty() ? Change.MINOR : edition.change();
        if (!same.isEmpty()) {
            boolean first = same.get(0).publishedAt().equals(known.get(0).publishedAt());
            if (!first && same.get(0).change() != edition.change()) {
                throw edition.changed("was published as a " + same.get(0).change() + " change");
            }
            change = same.get(0).change();
        }
        Instant at = same.isEmpty() ? next(known) : same.get(0).publishedAt();
        List<WordingRow> rows = new ArrayList<>();
        for (Map.Entry<String, String> text : edition.texts().entrySet()) {
            Wording wording = Wording.of(edition.version(), Locale.forLanguageTag(text.getKey()), text.getValue());
            Optional<PublishedWording> there = same.stream()
                    .filter(other -> other.wording().language().equals(wording.language()))
                    .findFirst();
            if (there.isEmpty()) {
                rows.add(new WordingRow(new PublishedWording(edition.purpose(), wording, text.getValue(), change, at)));
            } else if (!there.get().wording().equals(wording)) {
                throw edition.changed("was published with another text in " + wording.language());
            }
        }
        rows.forEach(session::persist);
        return !rows.isEmpty();
    }

    /** Versions published by one start still come one after the other. */
    private Instant next(List<PublishedWording> known) {
        Instant now = clock.get().instant().truncatedTo(ChronoUnit.MILLIS);
        if (known.isEmpty()) {
            return now;
        }
        Instant after = known.get(known.size() - 1).publishedAt().plus(Duration.ofMillis(1));
        return after.isAfter(now) ? after : now;
    }

    /**
     * What to show now: the latest version of the purpose in the language that fits best. Each of the preferred languages
     * is looked for as it is, without its region, and in another region ({@code pt-BR} for {@code pt-PT}), before the next
     * one is. When none is there, the first by alphabet is shown.
     *
     * @param preferred languages, the best first, such as those of a browser
     * @return empty when nothing is published
     */
    public Optional<PublishedWording> current(Class<?> purpose, List<Locale> preferred) {
        List<PublishedWording> all = of(purpose);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Instant latest = all.get(all.size() - 1).publishedAt();
        Map<String, PublishedWording> languages = all.stream()
                .filter(wording -> wording.publishedAt().equals(latest))
                .collect(Collectors.toMap(
                        wording -> wording.wording().language(),
                        wording -> wording,
                        (one, other) -> one,
                        TreeMap::new));
        return Optional.of(preferred.stream()
                .flatMap(language -> fitting(language, languages).stream())
                .findFirst()
                .orElseGet(() -> languages.values().iterator().next()));
    }

    private static Optional<PublishedWording> fitting(Locale language, Map<String, PublishedWording> languages) {
        if (language.getLanguage().isEmpty()) {
            return Optional.empty();
        }
        @Nullable
        String tag = Locale.lookupTag(List.of(new Locale.LanguageRange(language.toLanguageTag())), languages.keySet());
        return languages.entrySet().stream()
                .filter(entry -> tag == null
                        ? Locale.forLanguageTag(entry.getKey()).getLanguage().equals(language.getLanguage())
                        : entry.getKey().equalsIgnoreCase(tag))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What to show now, see {@link #current(Class, List)}. */
    public Optional<PublishedWording> current(Class<?> purpose, Locale preferred) {
        return current(purpose, List.of(preferred));
    }

    /** Everything that was published for a purpose, oldest first. */
    public List<PublishedWording> of(Class<?> purpose) {
        String code = purposes.apply(purpose).code();
        return OwnTransactions.call(factory, session -> of(session, code));
    }

    /** The text that a decision was made on, as it was shown. Empty when it was never published here. */
    public Optional<PublishedWording> shown(String purpose, Wording wording) {
        return OwnTransactions.call(factory, session -> of(session, purpose)).stream()
                .filter(published -> published.wording().equals(wording))
                .findFirst();
    }

    /** Everything that was published for a purpose, read in a transaction of the caller; for consent itself. */
    public static List<PublishedWording> of(Session session, String purpose) {
        return session
                .createSelectionQuery("from " + WordingRow.NAME + " w where w.purpose = :purpose", WordingRow.class)
                .setParameter("purpose", purpose)
                .getResultList()
                .stream()
                .map(WordingRow::value)
                .sorted(Comparator.comparing(PublishedWording::publishedAt)
                        .thenComparing(wording -> wording.wording().language()))
                .toList();
    }
}
