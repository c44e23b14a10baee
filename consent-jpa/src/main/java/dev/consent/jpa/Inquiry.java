package dev.consent.jpa;

import dev.consent.Purpose;
import dev.consent.catalog.Controller;
import dev.consent.catalog.DataCatalog;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.catalog.Finding;
import dev.consent.jpa.hibernate.ConsentEngine;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What questions about the catalogue need from the settings and from the purposes the application knows of. */
final class Inquiry {

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
                measures(settings.get(ConsentSettings.MEASURES)));
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
