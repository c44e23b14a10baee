package dev.consent.jpa.export;

import dev.consent.SubjectId;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.catalog.DeclaredRecipient;
import dev.consent.catalog.DeclaredSource;
import dev.consent.decision.ConsentState;
import dev.consent.decision.PastDecision;
import dev.consent.erasure.Keeping;
import dev.consent.erasure.KeptBecause;
import dev.consent.erasure.Obligation;
import dev.consent.erasure.ObligationState;
import dev.consent.jpa.document.Html;
import dev.consent.jpa.document.Json;
import dev.consent.jpa.document.Plain;
import dev.consent.jpa.document.Texts;
import dev.consent.jpa.export.SubjectExport.Facts;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes what is held about a person, some rows at a time. */
final class ExportDocument {

    private final Session session;
    private final SubjectId subject;
    private final Object id;
    private final BasicType<?> idType;
    private final List<Source> sources;
    private final Facts facts;
    private final Texts texts;

    ExportDocument(
            Session session,
            SubjectId subject,
            Object id,
            BasicType<?> idType,
            List<Source> sources,
            Facts facts,
            Texts texts) {
        this.session = session;
        this.subject = subject;
        this.id = id;
        this.idType = idType;
        this.sources = sources;
        this.facts = facts;
        this.texts = texts;
    }

    private void rows(Source source, Consumer<@Nullable Object[]> each) {
        try (Stream<@Nullable Object[]> rows = source.read(session, id, idType)) {
            rows.forEach(each);
        }
    }

    void json(OutputStream out) {
        try (JsonGenerator json = Json.stream(out)) {
            json.writeStartObject();
            json.writeName("subject");
            json.writeString(subject.type() + "/" + subject.key());
            json.writeName("asOf");
            json.writeString(facts.asOf().toString());
            json.writeName("purposes");
            Json.value(
                    json,
                    Stream.concat(
                                    facts.purposes().stream().map(ExportDocument::purpose),
                                    facts.unknown().entrySet().stream()
                                            .map(one -> unknown(one.getKey(), one.getValue())))
                            .toList());
            json.writeName("questions");
            Json.value(
                    json,
                    facts.questions().stream().map(ExportDocument::question).toList());
            json.writeName("kept");
            Json.value(json, facts.kept().stream().map(ExportDocument::kept).toList());
            json.writeName("erasures");
            Json.value(json, facts.owed().stream().map(ExportDocument::erasure).toList());
            json.writeName("data");
            json.writeStartArray();
            for (Source source : sources) {
                json.writeStartObject();
                json.writeName("entity");
                json.writeString(source.entity());
                json.writeName("collection");
                Json.value(json, source.part());
                json.writeName("history");
                json.writeBoolean(source.past());
                json.writeName("purposes");
                Json.value(
                        json,
                        source.purposes().stream().map(DeclaredPurpose::code).toList());
                json.writeName("rows");
                json.writeStartArray();
                rows(source, row -> {
                    Map<String, @Nullable Object> members = new LinkedHashMap<>();
                    for (int i = 0; i < row.length; i++) {
                        members.put(source.columns().get(i), row[i]);
                    }
                    Json.value(json, members);
                });
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static Map<String, @Nullable Object> purpose(Facts.Purpose held) {
        DeclaredPurpose purpose = held.purpose();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("code", purpose.code());
        members.put("title", purpose.title());
        members.put("legalBasis", purpose.basis());
        members.put("state", held.standing().state());
        members.put("inForce", held.standing().inForce());
        members.put("restricted", held.standing().restricted());
        members.put("until", held.standing().until());
        members.put(
                "recipients",
                purpose.recipients().stream().map(DeclaredRecipient::name).toList());
        members.put(
                "sources", purpose.sources().stream().map(DeclaredSource::name).toList());
        members.put("known", true);
        members.put("decisions", decisions(held.decisions()));
        return members;
    }

    /** Nothing says whether it is in force, so that nobody may take it for that. */
    private static Map<String, @Nullable Object> unknown(String code, List<PastDecision> decisions) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("code", code);
        members.put("state", ConsentState.UNKNOWN);
        members.put("inForce", false);
        members.put("known", false);
        members.put("decisions", decisions(decisions));
        return members;
    }

    private static List<Map<String, @Nullable Object>> decisions(List<PastDecision> decisions) {
        return decisions.stream().map(ExportDocument::decision).toList();
    }

    private static Map<String, @Nullable Object> question(PastDecision asked) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("purpose", asked.purpose());
        members.putAll(decision(asked));
        members.remove("validUntil");
        return members;
    }

    private static Map<String, @Nullable Object> erasure(Obligation owed) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("reference", owed.reference());
        members.put("purpose", owed.purpose());
        members.put("reason", owed.reason());
        members.put("state", owed.state());
        members.put("since", owed.requestedAt());
        members.put("notBefore", owed.notBefore());
        members.put("dueAt", owed.state() == ObligationState.HELD ? null : owed.dueAt());
        return members;
    }

    private static Map<String, @Nullable Object> decision(PastDecision decision) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("at", decision.decidedAt());
        members.put("state", decision.state());
        members.put("by", decision.grantor().role());
        members.put("channel", decision.channel());
        members.put(
                "wording",
                decision.wording() == null ? null : decision.wording().version());
        members.put("validUntil", decision.validUntil());
        return members;
    }

    private static Map<String, @Nullable Object> kept(KeptBecause kept) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("entity", kept.entity().getSimpleName());
        members.put("attribute", kept.attribute());
        members.put("count", kept.count());
        List<Object> reasons = new ArrayList<>();
        for (Keeping.Reason reason : kept.keeping().reasons()) {
            Map<String, @Nullable Object> because = new LinkedHashMap<>();
            because.put("purpose", reason.purpose());
            because.put("legalBasis", reason.basis());
            because.put("cause", reason.cause());
            because.put("until", reason.until());
            reasons.add(because);
        }
        members.put("reasons", reasons);
        List<Object> holds = new ArrayList<>();
        for (Keeping.Held held : kept.keeping().holds()) {
            Map<String, @Nullable Object> hold = new LinkedHashMap<>();
            hold.put("basis", held.basis());
            hold.put("count", held.count());
            hold.put("until", held.until());
            holds.add(hold);
        }
        members.put("holds", holds);
        members.put("goesAt", kept.keeping().keptUntil());
        return members;
    }

    void html(Appendable out) {
        try (Html html = new Html(out, texts, texts.of("export.title"))) {
            html.paragraph(texts.of("export.asOf", moment(facts.asOf()), subject.type() + "/" + subject.key()));
            html.heading(2, texts.of("export.purposes"));
            html.table(
                    texts.of("export.purposes"),
                    titles(
                            "processing.purpose",
                            "processing.basis",
                            "receipt.now",
                            "processing.recipients",
                            "processing.sources"));
            for (Facts.Purpose held : facts.purposes()) {
                DeclaredPurpose purpose = held.purpose();
                if (!concerns(held)) {
                    continue;
                }
                html.row(List.of(
                        purpose.title(),
                        texts.of(purpose.basis()),
                        texts.of(
                                        held.standing().inForce()
                                                ? "export.inForce"
                                                : held.standing().restricted()
                                                        ? "export.restricted"
                                                        : "export.notInForce")
                                + (held.standing().until() == null
                                        ? ""
                                        : ", "
                                                + texts.of(
                                                        "receipt.until",
                                                        moment(held.standing().until()))),
                        purpose.recipients().stream()
                                .map(DeclaredRecipient::name)
                                .collect(Collectors.joining(", ")),
                        purpose.sources().stream().map(DeclaredSource::name).collect(Collectors.joining(", "))));
            }
            facts.unknown()
                    .keySet()
                    .forEach(code -> html.row(
                            List.of(texts.of("unknown.title", code), "", texts.of("unknown.purpose"), "", "")));
            html.endTable();
            decisions(html);
            questions(html);
            html.heading(2, texts.of("export.data"));
            sources.forEach(source -> data(html, source));
            keeping(html);
            erasures(html);
        }
    }

    /** Whether anything is kept about this kind of person for the purpose, or was decided about it. */
    private boolean concerns(Facts.Purpose held) {
        return !held.decisions().isEmpty()
                || sources.stream().anyMatch(source -> source.purposes().contains(held.purpose()));
    }

    private void decisions(Html html) {
        html.table(
                texts.of("receipt.decisions"),
                titles("processing.purpose", "receipt.when", "receipt.what", "receipt.who", "receipt.how"));
        facts.purposes().forEach(held -> decisions(html, held.purpose().title(), held.decisions()));
        facts.unknown().forEach((code, decisions) -> decisions(html, texts.of("unknown.title", code), decisions));
        html.endTable();
    }

    private void questions(Html html) {
        if (facts.questions().isEmpty()) {
            return;
        }
        Map<String, String> titles = facts.purposes().stream()
                .collect(Collectors.toMap(
                        held -> held.purpose().code(), held -> held.purpose().title()));
        html.table(
                texts.of("export.questions"),
                titles("processing.purpose", "receipt.when", "receipt.what", "export.asked", "receipt.how"));
        facts.questions()
                .forEach(asked -> decisions(
                        html,
                        titles.getOrDefault(asked.purpose(), texts.of("unknown.title", asked.purpose())),
                        List.of(asked)));
        html.endTable();
    }

    private void decisions(Html html, String purpose, List<PastDecision> decisions) {
        for (PastDecision decision : decisions) {
            html.row(List.of(
                    purpose,
                    moment(decision.decidedAt()),
                    texts.of(decision.state()),
                    texts.of(decision.grantor().role()),
                    decision.channel()));
        }
    }

    private void data(Html html, Source source) {
        List<String> columns = source.columns();
        // The history of a single value is named after it, or there would be many tables of one name.
        String name = source.part() != null
                ? source.entity() + ", " + source.part()
                : source.past() && columns.size() == 2 ? source.entity() + ", " + columns.get(1) : source.entity();
        html.table(
                (source.past() ? texts.of("export.past", name) : name) + " – "
                        + source.purposes().stream().map(DeclaredPurpose::title).collect(Collectors.joining(", ")),
                columns);
        rows(source, row -> {
            List<String> cells = new ArrayList<>();
            for (Object value : row) {
                cells.add(
                        value instanceof byte[] bytes
                                ? texts.of("export.bytes", bytes.length)
                                : Plain.line(Plain.of(value)));
            }
            html.row(cells);
        });
        html.endTable();
    }

    private void keeping(Html html) {
        html.heading(2, texts.of("export.kept"));
        html.table(texts.of("export.kept"), titles("processing.data", "export.why", "export.until"));
        for (KeptBecause kept : facts.kept()) {
            Instant limit = kept.keeping().keptUntil();
            html.row(List.of(
                    kept.entity().getSimpleName() + (kept.attribute() == null ? "" : "." + kept.attribute()),
                    kept.keeping().kept()
                            ? Stream.concat(
                                            kept.keeping().reasons().stream()
                                                    .map(reason -> title(reason.purpose())
                                                            + " ("
                                                            + texts.of(reason.basis())
                                                            + ")" + until(reason.until())),
                                            kept.keeping().holds().stream()
                                                    .map(held -> texts.of("export.hold", texts.of(held.basis()))
                                                            + until(held.until())))
                                    .collect(Collectors.joining(", "))
                            : texts.of("export.goes"),
                    limit == null ? "" : moment(limit)));
        }
        html.endTable();
    }

    private void erasures(Html html) {
        if (facts.owed().isEmpty()) {
            return;
        }
        html.heading(2, texts.of("export.erasures"));
        html.table(
                texts.of("export.erasures"),
                titles("processing.purpose", "export.because", "export.since", "export.state", "export.by"));
        for (Obligation owed : facts.owed()) {
            boolean open = owed.state().open() && owed.state() != ObligationState.HELD;
            html.row(List.of(
                    owed.purpose() == null ? texts.of("export.everything") : title(owed.purpose()),
                    texts.of(owed.reason()),
                    moment(owed.requestedAt()),
                    texts.of(owed.state()),
                    open ? moment(owed.dueAt()) : ""));
        }
        html.endTable();
    }

    private String title(String purpose) {
        return facts.purposes().stream()
                .map(Facts.Purpose::purpose)
                .filter(known -> known.code().equals(purpose))
                .map(DeclaredPurpose::title)
                .findFirst()
                .orElseGet(() -> texts.of("unknown.title", purpose));
    }

    private String until(@Nullable Instant end) {
        return end == null ? "" : ", " + texts.of("receipt.until", moment(end));
    }

    private List<String> titles(String... keys) {
        return Stream.of(keys).map(texts::of).toList();
    }

    private String moment(Instant moment) {
        return texts.of(moment, ZoneOffset.UTC);
    }
}
