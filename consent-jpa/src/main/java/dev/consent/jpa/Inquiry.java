package dev.consent.jpa;

import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.catalog.Controller;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.catalog.Finding;
import dev.consent.decision.PastDecision;
import dev.consent.jpa.export.SubjectExport;
import dev.consent.jpa.hibernate.ConsentEngine;
import dev.consent.jpa.record.ConsentReceipt;
import dev.consent.jpa.record.ConsentReceipt.Consented;
import dev.consent.jpa.record.ConsentReceipt.Unknown;
import dev.consent.jpa.record.RecordOfProcessing;
import dev.consent.jpa.transaction.OwnTransactions;
import dev.consent.jpa.wording.Wordings;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** What questions about the catalogue need from the settings and from the purposes the application knows of. */
final class Inquiry {

    private static final Duration LONGEST_EXPORT = Duration.ofHours(1);

    private Inquiry() {}

    static List<Finding> explain(ConsentEngine engine) {
        DataCatalog catalog = engine.catalog();
        return catalog.explain(known(engine), held(settings(engine).get(ConsentSettings.AUDIENCES)));
    }

    /** Purposes that data names, that were decided about, and that stand next to one of these in the same class. */
    private static Collection<DeclaredPurpose> known(ConsentEngine engine) {
        Map<String, DeclaredPurpose> known = new TreeMap<>(engine.purposes());
        engine.purposes().values().stream()
                .map(purpose -> purpose.type().getEnclosingClass())
                .filter(around -> around != null)
                .distinct()
                .flatMap(around -> Stream.of(around.getDeclaredClasses()))
                .filter(type -> type.isAnnotationPresent(Purpose.class))
                .map(DeclaredPurpose::of)
                .forEach(purpose -> known.putIfAbsent(purpose.code(), purpose));
        return known.values();
    }

    private static @Nullable Set<Class<?>> held(@Nullable Object setting) {
        if (!(setting instanceof Collection<?> markers)) {
            return null;
        }
        Set<Class<?>> held = new LinkedHashSet<>();
        markers.forEach(marker -> held.add((Class<?>) marker));
        return held;
    }

    static Controller controller(ConsentEngine engine) {
        Map<String, Object> settings = settings(engine);
        return new Controller(
                text(settings, ConsentSettings.CONTROLLER_NAME),
                text(settings, ConsentSettings.CONTROLLER_CONTACT),
                text(settings, ConsentSettings.CONTROLLER_REPRESENTATIVE),
                text(settings, ConsentSettings.CONTROLLER_PROTECTION_OFFICER),
                text(settings, ConsentSettings.CONTROLLER_COUNTRY),
                storedIn(settings),
                text(settings, ConsentSettings.WITHDRAWAL),
                text(settings, ConsentSettings.PRIVACY_NOTICE),
                measures(settings.get(ConsentSettings.MEASURES)));
    }

    static void export(ConsentEngine engine, SubjectId subject, String reason, OutputStream out, Locale language) {
        engine.requireSubject(subject);
        engine.privileged(reason, LONGEST_EXPORT)
                .run(() -> OwnTransactions.run(
                        engine.factory(),
                        session -> SubjectExport.of(
                                        session,
                                        subject,
                                        engine.plan(),
                                        engine.subjects(),
                                        held -> facts(engine, held, subject))
                                .write(out, language)));
    }

    private static SubjectExport.Facts facts(ConsentEngine engine, Session session, SubjectId subject) {
        List<PastDecision> decided = engine.history(session, subject);
        List<SubjectExport.Facts.Purpose> purposes = new TreeMap<>(engine.purposes())
                .values().stream()
                        .map(purpose -> new SubjectExport.Facts.Purpose(
                                purpose,
                                engine.ledger().standing(session, subject, purpose),
                                decided.stream()
                                        .filter(past -> past.purpose().equals(purpose.code()))
                                        .toList()))
                        .toList();
        Map<String, List<PastDecision>> unknown = byPurpose(decided);
        unknown.keySet().removeAll(engine.purposes().keySet());
        return new SubjectExport.Facts(
                engine.clock().instant(),
                purposes,
                unknown,
                engine.pastQuestions().of(session, subject.type(), List.of(subject.key())),
                engine.keptBecause(session, subject),
                engine.obligations().of(session, subject));
    }

    private static Map<String, List<PastDecision>> byPurpose(List<PastDecision> decided) {
        Map<String, List<PastDecision>> byPurpose = new TreeMap<>();
        decided.forEach(past -> byPurpose
                .computeIfAbsent(past.purpose(), code -> new ArrayList<>())
                .add(past));
        return byPurpose;
    }

    static ConsentReceipt receipt(ConsentEngine engine, SubjectId subject) {
        engine.requireSubject(subject);
        Instant now = engine.clock().instant();
        Controller controller = controller(engine);
        return OwnTransactions.call(engine.factory(), session -> {
            List<Consented> records = new ArrayList<>();
            List<Unknown> unknown = new ArrayList<>();
            byPurpose(engine.history(session, subject)).forEach((code, decisions) -> {
                DeclaredPurpose purpose = engine.purposes().get(code);
                if (purpose == null) {
                    unknown.add(new Unknown(code, decisions, Wordings.of(session, code)));
                } else if (purpose.basis().needsGrant()) {
                    records.add(new Consented(
                            RecordOfProcessing.activity(engine.catalog(), purpose),
                            engine.ledger().standing(session, subject, purpose),
                            decisions,
                            Wordings.of(session, code)));
                }
            });
            return new ConsentReceipt(subject, controller, records, unknown, now);
        });
    }

    private static List<String> storedIn(Map<String, Object> settings) {
        String countries = text(settings, ConsentSettings.STORED_IN);
        String own = text(settings, ConsentSettings.CONTROLLER_COUNTRY);
        if (countries == null) {
            return own == null ? List.of() : List.of(own);
        }
        return Stream.of(countries.split(","))
                .map(String::strip)
                .filter(country -> !country.isEmpty())
                .toList();
    }

    private static List<String> measures(@Nullable Object setting) {
        Stream<String> texts = setting instanceof Collection<?> several
                ? several.stream().map(String::valueOf)
                : Stream.of(setting == null ? "" : setting.toString()).flatMap(text -> Stream.of(text.split(";")));
        return texts.map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    private static @Nullable String text(Map<String, Object> settings, String name) {
        Object value = settings.get(name);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    private static Map<String, Object> settings(ConsentEngine engine) {
        return engine.factory().getProperties();
    }
}
