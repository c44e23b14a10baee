package dev.consent.jpa.record;

import dev.consent.DataCategory;
import dev.consent.Wording;
import dev.consent.catalog.Controller;
import dev.consent.catalog.DeclaredRecipient;
import dev.consent.catalog.DeclaredSource;
import dev.consent.decision.ConsentState;
import dev.consent.decision.PastDecision;
import dev.consent.decision.PublishedWording;
import dev.consent.decision.Standing;
import dev.consent.jpa.document.Html;
import dev.consent.jpa.document.Json;
import dev.consent.jpa.document.Texts;
import dev.consent.jpa.record.ConsentReceipt.Consented;
import dev.consent.jpa.record.ConsentReceipt.Unknown;
import dev.consent.jpa.record.RecordOfProcessing.Activity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a consent receipt, with the terms of the Data Privacy Vocabulary 2.3 for the fields of ISO/IEC TS 27560. */
final class ReceiptDocument {

    private static final String PROFILE = "https://w3id.org/dpv/schema/dpv-27560#";

    private static final Map<String, String> CONTEXT = new LinkedHashMap<>();

    static {
        CONTEXT.put("dct", "http://purl.org/dc/terms/");
        CONTEXT.put("dpv", "https://w3id.org/dpv#");
        CONTEXT.put("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#");
        CONTEXT.put("loc", "https://w3id.org/dpv/loc#");
        CONTEXT.put("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    }

    private static final Map<ConsentState, String> STATUS = Map.of(
            ConsentState.UNKNOWN, "dpv:ConsentUnknown",
            ConsentState.REQUESTED, "dpv:ConsentRequested",
            ConsentState.DEFERRED, "dpv:ConsentRequestDeferred",
            ConsentState.GIVEN, "dpv:ConsentGiven",
            ConsentState.RENEWED, "dpv:RenewedConsentGiven",
            ConsentState.REFUSED, "dpv:ConsentRefused",
            ConsentState.WITHDRAWN, "dpv:ConsentWithdrawn",
            ConsentState.REVOKED, "dpv:ConsentRevoked",
            ConsentState.EXPIRED, "dpv:ConsentExpired",
            ConsentState.INVALIDATED, "dpv:ConsentInvalidated");

    private static final List<String> RIGHTS = List.of(
            "eu-gdpr:A7-3", "eu-gdpr:A15", "eu-gdpr:A16", "eu-gdpr:A17", "eu-gdpr:A18", "eu-gdpr:A20", "eu-gdpr:A77");

    private final ConsentReceipt receipt;
    private final Controller controller;
    private final Texts texts;

    ReceiptDocument(ConsentReceipt receipt, Locale language) {
        this.receipt = receipt;
        this.controller = receipt.controller();
        this.texts = Texts.in(language);
    }

    String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("@context", CONTEXT);
        document.put("@type", "dpv:ConsentReceipt");
        document.put("dct:identifier", subject() + "/" + receipt.asOf());
        document.put("dct:conformsTo", PROFILE + "receipt-eu-gdpr");
        document.put("dct:created", receipt.asOf().toString());
        document.put("dpv:hasDataSubject", person());
        document.put("dpv:hasDataController", party());
        document.put(
                "dpv:hasRecordOfActivity",
                Stream.concat(
                                receipt.records().stream().map(this::json),
                                receipt.unknown().stream().map(this::json))
                        .toList());
        return Json.text(document);
    }

    private String subject() {
        return receipt.subject().type() + "/" + receipt.subject().key();
    }

    private Map<String, Object> person() {
        return object("dpv:DataSubject", Map.of("dct:identifier", subject()));
    }

    private Map<String, Object> party() {
        Map<String, Object> party = object("dpv:DataController", Map.of());
        put(party, "dpv:hasName", controller.name());
        put(party, "dpv:hasContact", controller.contact());
        put(party, "dpv:hasRepresentative", controller.representative());
        put(party, "dpv:hasDataProtectionOfficer", controller.protectionOfficer());
        return party;
    }

    private Map<String, Object> json(Consented consented) {
        Activity activity = consented.activity();
        Map<String, Object> record = object("dpv:ConsentRecord", Map.of());
        record.put("dct:identifier", subject() + "/" + activity.purpose().code());
        record.put("dct:conformsTo", PROFILE + "record-eu-gdpr");
        record.put("dpv:hasDataSubject", person());
        record.put("dpv:hasDataController", party());
        record.put("dpv:hasJurisdiction", List.of("loc:" + controller.country()));
        record.put("dpv:hasApplicableLaw", "eu-gdpr:GDPR");
        record.put("dpv:hasLegalBasis", basis(activity));
        record.put("dpv:hasNotice", notices(activity.purpose().code(), consented.decisions(), consented.wordings()));
        record.put("dpv:hasProcess", process(activity));
        record.put(
                "dpv:hasConsentControl",
                object("dpv:WithdrawConsent", Map.of("dct:description", String.valueOf(controller.withdrawal()))));
        record.put("dpv:hasRight", RIGHTS);
        record.put(
                "dpv:hasConsentStatus",
                consented.decisions().stream()
                        .map(decision -> {
                            Map<String, Object> event = event(activity.purpose().code(), decision);
                            event.put(
                                    "dpv:hasLegalBasis",
                                    activity.special() ? "dpv:ExplicitlyExpressedConsent" : "dpv:ExpressedConsent");
                            return event;
                        })
                        .toList());
        record.put("dpv:hasStatus", now(consented.standing()));
        return record;
    }

    /** What was decided is told; what is done for the purpose, and on which basis, nobody knows here. */
    private Map<String, Object> json(Unknown unknown) {
        Map<String, Object> record = object("dpv:ConsentRecord", Map.of());
        record.put("dct:identifier", subject() + "/" + unknown.purpose());
        record.put("dct:description", texts.of("unknown.purpose"));
        record.put("dpv:hasDataSubject", person());
        record.put("dpv:hasDataController", party());
        record.put("dpv:hasPurpose", object("dpv:Purpose", Map.of("dct:identifier", unknown.purpose())));
        record.put("dpv:hasNotice", notices(unknown.purpose(), unknown.decisions(), unknown.wordings()));
        record.put(
                "dpv:hasConsentStatus",
                unknown.decisions().stream()
                        .map(decision -> event(unknown.purpose(), decision))
                        .toList());
        record.put("dpv:hasStatus", object(status(ConsentState.UNKNOWN), Map.of("rdf:value", false)));
        return record;
    }

    private static String basis(Activity activity) {
        return activity.special() ? "eu-gdpr:A9-2-a" : "eu-gdpr:A6-1-a";
    }

    private List<Object> notices(String purpose, List<PastDecision> decisions, List<PublishedWording> wordings) {
        List<Object> notices = new ArrayList<>();
        decisions.stream()
                .map(PastDecision::wording)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(wording -> notices.add(notice(purpose, wording, wordings)));
        if (controller.notice() != null) {
            notices.add(object("dpv:PrivacyNotice", Map.of("dct:identifier", controller.notice())));
        }
        return notices;
    }

    private static Map<String, Object> notice(String purpose, Wording wording, List<PublishedWording> wordings) {
        Map<String, Object> notice = object("dpv:ConsentNotice", Map.of());
        notice.put("dct:identifier", purpose + "/" + wording.version());
        notice.put("dct:language", wording.language());
        notice.put("dct:provenance", "sha256:" + wording.sha256());
        wordings.stream()
                .filter(published -> published.wording().equals(wording))
                .findFirst()
                .ifPresent(published -> {
                    notice.put("dct:issued", published.publishedAt().toString());
                    notice.put("dct:description", published.text());
                });
        return notice;
    }

    private Map<String, Object> process(Activity activity) {
        Map<String, Object> process = object("dpv:Process", Map.of());
        Map<String, Object> purpose = object("dpv:Purpose", Map.of());
        purpose.put("dct:identifier", activity.purpose().code());
        purpose.put("dct:title", activity.purpose().title());
        process.put("dpv:hasPurpose", purpose);
        process.put("dpv:hasPersonalData", personalData(activity));
        process.put(
                "dpv:hasDataSource",
                activity.purpose().sources().stream().map(DeclaredSource::name).toList());
        process.put(
                "dpv:hasRecipient",
                activity.purpose().recipients().stream()
                        .map(ReceiptDocument::recipient)
                        .toList());
        List<Object> storage = new ArrayList<>();
        storage.add(object(
                "dpv:StorageLocation",
                Map.of(
                        "dpv:hasLocation",
                        controller.storedIn().stream()
                                .map(country -> "loc:" + country)
                                .toList())));
        activity.retention().forEach((data, term) -> {
            Map<String, Object> duration = object("dpv:StorageDuration", Map.of("dct:description", data));
            duration.put("dpv:hasDuration", term);
            storage.add(duration);
        });
        storage.add(object(
                "dpv:StorageDeletion",
                Map.of("dpv:hasDuration", activity.erasedWithin().toString())));
        process.put("dpv:hasStorageCondition", storage);
        return process;
    }

    private static List<Object> personalData(Activity activity) {
        List<Object> data = new ArrayList<>();
        for (DataCategory category : activity.categories()) {
            data.add(object(
                    category.special() ? "dpv:SpecialCategoryPersonalData" : "dpv:PersonalData",
                    Map.of("dct:type", category.name())));
        }
        for (String name : activity.data()) {
            data.add(object("dpv:PersonalData", Map.of("dct:identifier", name)));
        }
        return data;
    }

    private static Map<String, Object> recipient(DeclaredRecipient recipient) {
        Map<String, Object> party = object(
                switch (recipient.role()) {
                    case PROCESSOR -> "dpv:DataProcessor";
                    case JOINT_CONTROLLER -> "dpv:JointDataControllers";
                    case RECIPIENT -> "dpv:ThirdParty";
                },
                Map.of());
        put(party, "dpv:hasName", recipient.name());
        put(party, "dpv:hasContact", recipient.contact());
        return party;
    }

    private static Map<String, Object> event(String purpose, PastDecision decision) {
        Map<String, Object> event = object(status(decision.state()), Map.of());
        event.put("dct:date", decision.decidedAt().toString());
        put(event, "dct:created", decision.madeAt());
        put(event, "dct:valid", decision.validUntil());
        Map<String, Object> grantor = object(
                switch (decision.grantor().role()) {
                    case SUBJECT -> "dpv:DataSubject";
                    case PARENT -> "dpv:ParentOfDataSubject";
                    case LEGAL_GUARDIAN -> "dpv:GuardianOfDataSubject";
                    case STAFF, OPERATOR -> "dpv:DataController";
                },
                Map.of("dct:identifier", decision.grantor().id()));
        event.put("dpv:isIndicatedBy", grantor);
        event.put("dpv:hasIndicationMethod", decision.channel());
        event.put("dpv:isImplementedByEntity", decision.recordedBy());
        Wording wording = decision.wording();
        if (wording != null) {
            event.put("dpv:hasNotice", purpose + "/" + wording.version());
        }
        put(event, "dct:source", decision.evidence());
        return event;
    }

    private static Map<String, Object> now(Standing standing) {
        Map<String, Object> now = object(status(standing.state()), Map.of("rdf:value", standing.inForce()));
        put(now, "dct:valid", standing.until());
        return now;
    }

    private static String status(ConsentState state) {
        return Objects.requireNonNull(STATUS.get(state));
    }

    private static Map<String, Object> object(String type, Map<String, ?> members) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("@type", type);
        object.putAll(members);
        return object;
    }

    private static void put(Map<String, Object> object, String name, @Nullable Object value) {
        if (value != null) {
            object.put(name, value.toString());
        }
    }

    String html() {
        StringBuilder out = new StringBuilder();
        try (Html html = new Html(out, texts, texts.of("receipt.title"))) {
            html.paragraph(texts.of("receipt.asOf", moment(receipt.asOf()), subject()));
            html.heading(2, texts.of("controller"));
            html.terms(List.of(
                    pair("controller.name", controller.name()),
                    pair("controller.contact", controller.contact()),
                    pair("controller.officer", controller.protectionOfficer()),
                    pair("receipt.notice", controller.notice()),
                    pair("receipt.withdrawal", controller.withdrawal())));
            if (receipt.records().isEmpty() && receipt.unknown().isEmpty()) {
                html.paragraph(texts.of("receipt.none"));
            }
            receipt.records().forEach(record -> section(html, record));
            for (Unknown unknown : receipt.unknown()) {
                html.heading(2, unknown.purpose());
                html.paragraph(texts.of("unknown.purpose"));
                decisions(html, unknown.purpose(), unknown.decisions(), unknown.wordings());
            }
            html.heading(2, texts.of("receipt.rights"));
            html.paragraph(texts.of("receipt.rightsText"));
        }
        return out.toString();
    }

    private void section(Html html, Consented record) {
        Activity activity = record.activity();
        Standing standing = record.standing();
        html.heading(2, activity.purpose().title());
        html.terms(List.of(
                pair(
                        "receipt.standing",
                        texts.of(standing.state())
                                + (standing.until() == null
                                        ? ""
                                        : " – " + texts.of("receipt.until", moment(standing.until())))),
                pair("receipt.renewBy", standing.renewBy() == null ? null : moment(standing.renewBy())),
                pair(
                        "processing.categories",
                        activity.categories().stream().map(texts::of).collect(Collectors.joining(", "))),
                pair(
                        "processing.recipients",
                        activity.purpose().recipients().stream()
                                .map(recipient -> recipient.name() + " (" + texts.of(recipient.role()) + ")")
                                .collect(Collectors.joining(", "))),
                pair(
                        "processing.sources",
                        activity.purpose().sources().stream()
                                .map(DeclaredSource::name)
                                .collect(Collectors.joining(", "))),
                pair("processing.retention", texts.of("processing.erased", texts.of(activity.erasedWithin())))));
        decisions(html, activity.purpose().title(), record.decisions(), record.wordings());
    }

    private void decisions(Html html, String purpose, List<PastDecision> decisions, List<PublishedWording> wordings) {
        html.table(
                texts.of("receipt.decisions") + " – " + purpose,
                List.of(
                        texts.of("receipt.when"),
                        texts.of("receipt.what"),
                        texts.of("receipt.who"),
                        texts.of("receipt.how"),
                        texts.of("receipt.wording")));
        for (PastDecision decision : decisions) {
            PublishedWording shown = ConsentReceipt.shown(wordings, decision);
            Wording wording = decision.wording();
            String made =
                    decision.madeAt() == null ? "" : " (" + texts.of("receipt.made", moment(decision.madeAt())) + ")";
            html.row(List.of(
                    moment(decision.decidedAt()) + made,
                    texts.of(decision.state()),
                    texts.of(decision.grantor().role()) + " "
                            + decision.grantor().id(),
                    decision.channel() + (decision.evidence() == null ? "" : ", " + decision.evidence()),
                    shown != null
                            ? shown.wording().version() + ": " + shown.text()
                            : wording == null ? "" : wording.version()));
        }
        html.endTable();
    }

    private String moment(Instant moment) {
        return texts.of(moment, ZoneOffset.UTC);
    }

    private List<@Nullable Object> pair(String key, @Nullable String value) {
        List<@Nullable Object> pair = new ArrayList<>();
        pair.add(texts.of(key));
        pair.add(value);
        return pair;
    }
}
