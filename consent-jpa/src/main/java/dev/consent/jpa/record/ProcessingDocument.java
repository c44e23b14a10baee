package dev.consent.jpa.record;

import dev.consent.DataCategory;
import dev.consent.catalog.Controller;
import dev.consent.catalog.DeclaredRecipient;
import dev.consent.catalog.DeclaredSource;
import dev.consent.jpa.document.Csv;
import dev.consent.jpa.document.Html;
import dev.consent.jpa.document.Json;
import dev.consent.jpa.document.Texts;
import dev.consent.jpa.record.RecordOfProcessing.Activity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a record of processing. */
final class ProcessingDocument {

    private final RecordOfProcessing processing;
    private final Texts texts;

    ProcessingDocument(RecordOfProcessing processing, Locale language) {
        this.processing = processing;
        this.texts = Texts.in(language);
    }

    String json() {
        Controller controller = processing.controller();
        Map<String, @Nullable Object> party = new LinkedHashMap<>();
        party.put("name", controller.name());
        party.put("contact", controller.contact());
        party.put("representative", controller.representative());
        party.put("dataProtectionOfficer", controller.protectionOfficer());
        party.put("country", controller.country());
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("recordOfProcessing", "GDPR Article 30(1)");
        document.put("asOf", processing.asOf().toString());
        document.put("controller", party);
        document.put("securityMeasures", measures());
        document.put(
                "activities", processing.activities().stream().map(this::json).toList());
        return Json.text(document);
    }

    private Map<String, @Nullable Object> json(Activity activity) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("purpose", activity.purpose().code());
        members.put("title", activity.purpose().title());
        members.put("legalBasis", activity.purpose().basis().name());
        members.put("dataSubjects", activity.subjects());
        members.put(
                "categories",
                activity.categories().stream().map(DataCategory::name).toList());
        members.put("specialCategories", activity.special());
        members.put("uncategorised", activity.uncategorised());
        members.put("data", activity.data());
        members.put("audiences", activity.audiences());
        members.put(
                "recipients",
                activity.purpose().recipients().stream().map(this::json).toList());
        members.put(
                "sources",
                activity.purpose().sources().stream().map(DeclaredSource::name).toList());
        members.put("copies", activity.copies());
        members.put("retention", activity.retention());
        members.put("erasedWithinAfterItsEnd", activity.erasedWithin().toString());
        return members;
    }

    private Map<String, @Nullable Object> json(DeclaredRecipient recipient) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", recipient.name());
        members.put("role", recipient.role().name());
        members.put("contact", recipient.contact());
        members.put("agreement", recipient.agreement());
        members.put(
                "agreedOn",
                recipient.agreedOn() == null ? null : recipient.agreedOn().toString());
        return members;
    }

    String csv() {
        StringBuilder out = new StringBuilder();
        Csv csv = new Csv(out)
                .row(List.of(
                        "purpose",
                        "title",
                        "legal basis",
                        "data subjects",
                        "categories",
                        "special categories",
                        "data",
                        "audiences",
                        "recipients and processors",
                        "sources",
                        "copies elsewhere",
                        "retention",
                        "erased within",
                        "controller",
                        "security measures"));
        for (Activity activity : processing.activities()) {
            List<@Nullable Object> cells = new ArrayList<>();
            cells.add(activity.purpose().code());
            cells.add(activity.purpose().title());
            cells.add(activity.purpose().basis());
            cells.add(String.join("; ", activity.subjects()));
            cells.add(activity.categories().stream().map(DataCategory::name).collect(Collectors.joining("; ")));
            cells.add(activity.special() ? "yes" : "no");
            cells.add(String.join("; ", activity.data()));
            cells.add(joined(activity.audiences()));
            cells.add(recipients(activity, recipient -> recipient.role().name()));
            cells.add(sources(activity));
            cells.add(joined(activity.copies()));
            cells.add(terms(activity));
            cells.add(activity.erasedWithin());
            cells.add(processing.controller().name());
            cells.add(String.join("; ", measures()));
            csv.row(cells);
        }
        return out.toString();
    }

    String html() {
        StringBuilder out = new StringBuilder();
        Controller controller = processing.controller();
        try (Html html = new Html(out, texts, texts.of("processing.title"))) {
            html.paragraph(texts.of("processing.asOf", processing.asOf().toString()));
            html.heading(2, texts.of("controller"));
            if (controller.name() == null) {
                html.paragraph(texts.of("controller.unknown"));
            }
            html.terms(List.of(
                    pair("controller.name", controller.name()),
                    pair("controller.contact", controller.contact()),
                    pair("controller.representative", controller.representative()),
                    pair("controller.officer", controller.protectionOfficer()),
                    pair("controller.country", controller.country())));
            html.heading(2, texts.of("processing.activities"));
            html.table(
                    texts.of("processing.activities"),
                    Stream.of(
                                    "purpose",
                                    "basis",
                                    "subjects",
                                    "categories",
                                    "data",
                                    "audiences",
                                    "recipients",
                                    "sources",
                                    "copies",
                                    "retention")
                            .map(column -> texts.of("processing." + column))
                            .toList());
            for (Activity activity : processing.activities()) {
                html.row(List.of(
                        activity.purpose().title() + " (" + activity.purpose().code() + ")",
                        texts.of(activity.purpose().basis()),
                        String.join(", ", activity.subjects()),
                        categories(activity),
                        String.join(", ", activity.data()),
                        joined(activity.audiences()),
                        recipients(activity, recipient -> texts.of(recipient.role())),
                        sources(activity),
                        joined(activity.copies()),
                        retention(activity)));
            }
            html.endTable();
            html.heading(2, texts.of("processing.measures"));
            measures().forEach(html::paragraph);
        }
        return out.toString();
    }

    private List<@Nullable Object> pair(String key, @Nullable String value) {
        List<@Nullable Object> pair = new ArrayList<>();
        pair.add(texts.of(key));
        pair.add(value);
        return pair;
    }

    private String categories(Activity activity) {
        String stated = activity.categories().stream()
                .map(category -> texts.of(category) + (category.sensitive() ? " *" : ""))
                .collect(Collectors.joining(", "));
        return stated.isEmpty() ? texts.of("processing.uncategorised") : stated;
    }

    private String retention(Activity activity) {
        String end = texts.of("processing.erased", texts.of(activity.erasedWithin()));
        return activity.retention().isEmpty() ? end : terms(activity) + ". " + end;
    }

    private static String terms(Activity activity) {
        return activity.retention().entrySet().stream()
                .map(term -> term.getKey() + ": " + term.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String recipients(Activity activity, Function<DeclaredRecipient, String> role) {
        return activity.purpose().recipients().stream()
                .map(recipient -> recipient.name() + " (" + role.apply(recipient)
                        + (recipient.agreedOn() == null
                                ? ")"
                                : ", " + recipient.agreement() + ", " + recipient.agreedOn() + ")"))
                .collect(Collectors.joining("; "));
    }

    private static String sources(Activity activity) {
        return activity.purpose().sources().stream().map(DeclaredSource::name).collect(Collectors.joining("; "));
    }

    private static String joined(Map<String, List<String>> lists) {
        return lists.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** What the library itself does for this data, and what the application says it does. */
    private List<String> measures() {
        boolean limited = processing.activities().stream()
                .anyMatch(activity -> !activity.audiences().isEmpty());
        return Stream.of(
                        Stream.of(texts.of("measure.hidden")),
                        limited ? Stream.of(texts.of("measure.audiences")) : Stream.<String>empty(),
                        Stream.of(texts.of("measure.erasure"), texts.of("measure.evidence")),
                        processing.controller().measures().stream())
                .flatMap(measures -> measures)
                .toList();
    }
}
