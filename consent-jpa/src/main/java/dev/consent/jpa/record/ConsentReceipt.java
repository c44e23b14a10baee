package dev.consent.jpa.record;

import dev.consent.ConsentException;
import dev.consent.SubjectId;
import dev.consent.catalog.Controller;
import dev.consent.decision.PastDecision;
import dev.consent.decision.PublishedWording;
import dev.consent.decision.Standing;
import dev.consent.jpa.record.RecordOfProcessing.Activity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person may keep as proof of what they consented to: every record of consent about them with all that was ever
 * decided, by whom, and on which text. It names the person by the key the application uses for them, and guardians and
 * staff by their accounts; it holds none of the data itself.
 *
 * @param subject whom it is about
 * @param controller who answers for the processing
 * @param records one per purpose based on consent, ordered by code; purposes nobody was ever asked about are left out
 * @param unknown what was decided about purposes that the application which makes it does not know, ordered by code: another
 *     one on the same database does, or an earlier version did
 * @param asOf when it was made
 * @see <a href="https://w3id.org/dpv/guides/consent-27560">Consent records and receipts as per ISO/IEC TS 27560:2023</a>
 */
public record ConsentReceipt(
        SubjectId subject, Controller controller, List<Consented> records, List<Unknown> unknown, Instant asOf) {

    /** The resource with the JSON Schema of {@link #json()}. */
    public static final String SCHEMA = "META-INF/consent/consent-receipt.schema.json";

    /**
     * Refuses to be made without what a receipt has to say.
     *
     * @throws ConsentException naming the settings that are missing
     */
    public ConsentReceipt {
        records = List.copyOf(records);
        unknown = List.copyOf(unknown);
        List<String> missing = Stream.of(
                        missing(controller.name(), "consent.controller.name"),
                        missing(controller.contact(), "consent.controller.contact"),
                        missing(controller.country(), "consent.controller.country"),
                        missing(controller.withdrawal(), "consent.withdrawal"))
                .flatMap(setting -> setting)
                .toList();
        if (!missing.isEmpty()) {
            throw new ConsentException("A consent receipt says who the controller is and how to withdraw. Set "
                    + String.join(", ", missing) + ".");
        }
    }

    private static Stream<String> missing(@Nullable String value, String setting) {
        return value == null ? Stream.of(setting) : Stream.empty();
    }

    /**
     * What was decided about one purpose.
     *
     * @param activity what is done for the purpose
     * @param standing what holds now
     * @param decisions everything that was decided, oldest first; at least one
     * @param wordings the published texts among those that were shown
     */
    public record Consented(
            Activity activity, Standing standing, List<PastDecision> decisions, List<PublishedWording> wordings) {

        public Consented {
            decisions = List.copyOf(decisions);
            wordings = List.copyOf(wordings);
        }

        /** The text a decision was made on, or {@code null} when none is known. */
        public @Nullable PublishedWording shown(PastDecision decision) {
            return ConsentReceipt.shown(wordings, decision);
        }
    }

    static @Nullable PublishedWording shown(List<PublishedWording> wordings, PastDecision decision) {
        return wordings.stream()
                .filter(published -> published.wording().equals(decision.wording()))
                .findFirst()
                .orElse(null);
    }

    /**
     * What was decided about a purpose of which nothing but its code is known. Nothing says here that it is in force.
     *
     * @param purpose the code
     * @param decisions everything that was decided, oldest first; at least one
     * @param wordings the published texts among those that were shown
     */
    public record Unknown(String purpose, List<PastDecision> decisions, List<PublishedWording> wordings) {

        public Unknown {
            decisions = List.copyOf(decisions);
            wordings = List.copyOf(wordings);
        }
    }

    /**
     * The receipt as JSON-LD in terms of the Data Privacy Vocabulary, profile {@code dpv-27560#receipt-eu-gdpr}; described
     * by the JSON Schema in {@value #SCHEMA}.
     */
    public String json() {
        return new ReceiptDocument(this, Locale.ENGLISH).json();
    }

    /** The receipt as one page of HTML, in Dutch or in English, the texts as they were shown. */
    public String html(Locale language) {
        return new ReceiptDocument(this, language).html();
    }
}
