package dev.consent.catalog;

import dev.consent.DataCategory;
import dev.consent.LegalBasis;
import dev.consent.catalog.DataCatalog.Classification;
import dev.consent.catalog.DataCatalog.Entry;
import dev.consent.catalog.Finding.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Goes through a catalogue and notes what a person should look at. */
final class Examination {

    /** Bases on which the law may allow what Art. 9 and 10 forbid; a contract or an interest never does. */
    private static final Set<LegalBasis> CARRY_SENSITIVE =
            Set.of(LegalBasis.CONSENT, LegalBasis.LEGAL_OBLIGATION, LegalBasis.VITAL_INTEREST, LegalBasis.PUBLIC_TASK);

    private final DataCatalog catalog;
    private final Collection<DeclaredPurpose> known;
    private final @Nullable Set<Class<?>> held;
    private final List<Finding> findings = new ArrayList<>();

    Examination(DataCatalog catalog, Collection<DeclaredPurpose> known, @Nullable Set<Class<?>> held) {
        this.catalog = catalog;
        this.known = known;
        this.held = held;
    }

    List<Finding> findings() {
        catalog.entries().forEach(this::classified);
        retention();
        catalog.personal().stream().filter(Entry::subjectOptional).forEach(this::optional);
        catalog.personal().forEach(this::sensitive);
        purposes();
        audiences();
        return findings.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::kind))
                .toList();
    }

    private void add(Kind kind, String where, String message) {
        findings.add(new Finding(kind, where, message));
    }

    private void classified(Entry entry) {
        String attribute = entry.attribute();
        if (attribute == null || entry.reference()) {
            return;
        }
        boolean open = entry.classification() == Classification.UNCLASSIFIED;
        String word = open || entry.classification() == Classification.STRUCTURE ? PersonalWords.in(attribute) : null;
        if (word != null && open) {
            add(
                    Kind.SOUNDS_PERSONAL,
                    entry.name(),
                    "it is not classified, and '" + word + "' sounds personal. Annotate it with @PersonalData, or with"
                            + " @NotPersonal when it is not.");
        } else if (word != null) {
            add(
                    Kind.SOUNDS_PERSONAL,
                    entry.name(),
                    "it is an identifier, and '" + word + "' sounds personal: identifiers are never hidden, and stay in"
                            + " history. Use a generated identifier and keep the value in an attribute.");
        } else if (open) {
            add(
                    Kind.UNCLASSIFIED,
                    entry.name(),
                    "nobody has said whether it is personal. Annotate it with @PersonalData or @NotPersonal.");
        }
    }

    /** One finding per entity: a term holds for rows. */
    private void retention() {
        Set<Class<?>> limited = catalog.entries().stream()
                .filter(entry -> entry.retention() != null)
                .map(Entry::entity)
                .collect(Collectors.toSet());
        Map<Class<?>, Set<String>> unlimited = new LinkedHashMap<>();
        for (Entry entry : catalog.personal()) {
            if (limited.stream().noneMatch(type -> type.isAssignableFrom(entry.entity()))) {
                Set<String> attributes = unlimited.computeIfAbsent(entry.entity(), type -> new LinkedHashSet<>());
                if (entry.attribute() != null) {
                    attributes.add(entry.attribute());
                }
            }
        }
        unlimited.forEach((entity, attributes) -> add(
                Kind.NO_RETENTION,
                entity.getSimpleName(),
                "personal data without a retention term"
                        + (attributes.isEmpty() ? "" : " (" + String.join(", ", attributes) + ")")
                        + ": it stays until its purposes end. Add @Retain where a term is due."));
    }

    private void optional(Entry entry) {
        if (entry.attribute() == null || entry.subjectPath().isEmpty() || !wholeRow(entry)) {
            add(
                    Kind.SUBJECT_OPTIONAL,
                    entry.name(),
                    "a reference on the path '" + entry.subjectPath() + "' to its data subject may be empty; such rows"
                            + " are about nobody, hidden, and erased with nobody. Make it required.");
        }
    }

    /** Whether the row of an attribute is personal as a whole, so that it is told for the row already. */
    private boolean wholeRow(Entry attribute) {
        return catalog.personal().stream()
                .anyMatch(entry -> entry.attribute() == null
                        && entry.entity() == attribute.entity()
                        && entry.subjectPath().equals(attribute.subjectPath()));
    }

    private void sensitive(Entry entry) {
        Set<DataCategory> sensitive = entry.categories().stream()
                .filter(DataCategory::sensitive)
                .collect(Collectors.toCollection(TreeSet::new));
        if (sensitive.isEmpty()) {
            return;
        }
        entry.purposes().stream()
                .filter(purpose -> !CARRY_SENSITIVE.contains(purpose.basis()))
                .forEach(purpose -> add(
                        Kind.SENSITIVE_BASIS,
                        entry.name(),
                        sensitive + " is processed for '" + purpose.code() + "' on the basis " + purpose.basis()
                                + ", which Articles 9 and 10 do not know. Ask for explicit consent, or name the law."));
    }

    private void purposes() {
        Set<String> named = catalog.entries().stream()
                .flatMap(entry -> entry.purposes().stream())
                .map(DeclaredPurpose::code)
                .collect(Collectors.toSet());
        known.stream()
                .filter(purpose -> !named.contains(purpose.code()))
                .sorted(Comparator.comparing(DeclaredPurpose::code))
                .forEach(purpose -> add(
                        Kind.PURPOSE_UNUSED,
                        purpose.code(),
                        "no data names this purpose. Annotate the data that serves it, or stop asking for it."));
    }

    private void audiences() {
        if (held == null) {
            return;
        }
        catalog.entries().stream()
                .flatMap(entry -> entry.audiences().stream())
                .distinct()
                .filter(audience -> !held.contains(audience.type()))
                .sorted(Comparator.comparing(DeclaredAudience::title))
                .forEach(audience -> add(
                        Kind.AUDIENCE_NOT_HELD,
                        audience.type().getSimpleName(),
                        "nobody can be in this audience, so that its data is hidden from everybody. Say who belongs to"
                                + " it."));
    }
}
