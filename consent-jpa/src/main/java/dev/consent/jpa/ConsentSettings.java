package dev.consent.jpa;

import dev.consent.jpa.erasure.SweepSettings;
import java.time.Duration;

/** Names of the settings consent reads from the properties of the persistence unit. */
public final class ConsentSettings {

    /**
     * The {@link java.time.Clock} everything is decided, hidden and erased by. Its zone is the one in which dates
     * without a zone are read. Default: the system clock in the system's zone. A clock of the {@linkplain
     * dev.consent.gate.Scope scope} comes first.
     */
    public static final String CLOCK = "consent.clock";

    /**
     * A {@link java.util.function.Supplier} of the account at work on the current thread, stored with each decision; an
     * account number or log-in name of at most 64 characters. Default: {@code "system"}. An actor of the
     * {@linkplain dev.consent.gate.Scope scope} comes first.
     */
    public static final String ACTOR = "consent.actor";

    /**
     * How long a {@linkplain Consent#cachedGate cached gate} may remember an answer that another node has made untrue,
     * as an ISO 8601 duration or a {@link Duration}; with zero it remembers nothing. Default: one second.
     */
    public static final String GATE_STALENESS = "consent.gate.staleness";

    /** The default of {@link #GATE_STALENESS}. */
    public static final Duration DEFAULT_GATE_STALENESS = Duration.ofSeconds(1);

    /**
     * The age in years from which people decide about consent themselves, for kinds of people whose {@linkplain
     * dev.consent.DataSubject#birthDate() date of birth} is kept. With a country behind it, as in
     * {@code consent.age-of-consent.BE}, it holds for people who live there. Default: 16 everywhere, which is what the
     * regulation says where a member state has not gone down, at most to 13 (GDPR Art. 8(1)).
     */
    public static final String AGE_OF_CONSENT = "consent.age-of-consent";

    /**
     * How guards reach a person's mask: {@code stamped} keeps a copy of it in every protected row, in a column named
     * {@code consent_mask}, and makes guards a test on the row in hand; {@code lookup} needs nothing in the
     * application's tables and looks the mask up. {@code auto}, the default, is stamped where the column exists or
     * Hibernate generates the schema, and lookup elsewhere. With the name of an entity behind it, as in
     * {@code consent.guards.Evaluation}, the setting holds for that entity alone.
     *
     * <p>Rows that reach their data subject in more than one step, collections and history always look masks up.
     */
    public static final String GUARDS = "consent.guards";

    /**
     * The name of the controller, as it stands in the record of processing and on each consent receipt. The settings that
     * begin with {@code consent.controller.} are texts about the organisation, not about a person.
     */
    public static final String CONTROLLER_NAME = "consent.controller.name";

    /** How to reach the controller: an address, a telephone number or an e-mail address. */
    public static final String CONTROLLER_CONTACT = "consent.controller.contact";

    /** The controller's representative in the Union (GDPR Art. 27). */
    public static final String CONTROLLER_REPRESENTATIVE = "consent.controller.representative";

    /** How to reach the data protection officer (GDPR Art. 37). */
    public static final String CONTROLLER_PROTECTION_OFFICER = "consent.controller.protection-officer";

    /** Where the controller is established, as an ISO 3166-1 code of two letters such as {@code NL}. */
    public static final String CONTROLLER_COUNTRY = "consent.controller.country";

    /**
     * The countries the data is stored in, for consent receipts: ISO 3166-1 codes, with commas between them. Default: the
     * {@linkplain #CONTROLLER_COUNTRY country of the controller}.
     */
    public static final String STORED_IN = "consent.stored-in";

    /** How people withdraw their consent, for consent receipts: the address of a page, or a sentence. */
    public static final String WITHDRAWAL = "consent.withdrawal";

    /** Where the privacy notice is, for consent receipts. */
    public static final String PRIVACY_NOTICE = "consent.privacy-notice";

    /**
     * Technical and organisational security measures of the application itself (GDPR Art. 32), for the record of
     * processing: a text, with semicolons between measures, or a collection of texts.
     */
    public static final String MEASURES = "consent.security-measures";

    /**
     * The audiences that somebody can be in, as a collection of their marker types. With it, the catalogue warns of
     * audiences nobody can be in. The starter sets it from {@code consent.audiences}. Default: unknown, and no warning.
     */
    public static final String AUDIENCES = "consent.held-audiences";

    /**
     * The key of {@linkplain dev.consent.Erase.As#PSEUDONYM pseudonyms}: at least 32 random bytes, as a byte array or as
     * a text whose UTF-8 bytes are the key. It is kept in memory only and never written to the database. With another
     * key the same value gets another pseudonym. Default: none, and an application that declares pseudonyms does not
     * start.
     */
    public static final String PSEUDONYM_KEY = "consent.pseudonym-key";

    /**
     * The part of its time in which a sweep works, above 0 and at most 1. After each transaction it rests for the rest of
     * it and leaves the database to others, unless something is due within the hour. Default: 1, without rest.
     */
    public static final String SWEEP_PACE = SweepSettings.PACE;

    /**
     * How many rows one erasing transaction changes at most, from 1,000. People about whom there is more are erased in
     * several. Default: 20,000.
     */
    public static final String SWEEP_ROWS_PER_TRANSACTION = SweepSettings.ROWS;

    /**
     * Where the erasure log is kept, from which data that was erased is erased again after the restore of a backup: the
     * path of a directory, a {@link javax.sql.DataSource} of another database, or an
     * {@link dev.consent.jpa.erasure.log.ErasureLog} of your own. All nodes need the same one. Default: none is kept, and
     * a restore brings back what was erased.
     */
    public static final String ERASURE_LOG = "consent.erasure-log";

    /**
     * The key of the hashes by which the erasure log names people: at least 32 random bytes, as a byte array or as a text
     * whose UTF-8 bytes are the key. All nodes need the same one, and a restore needs the one from before. It must not be
     * the key of pseudonyms, nor lie in the database or beside the log.
     */
    public static final String ERASURE_LOG_KEY = "consent.erasure-log.key";

    /**
     * What happens at the start when the database is older than the erasure log: {@code replay}, the default, erases
     * again before anything can be read; {@code refuse} stops the start.
     */
    public static final String ERASURE_LOG_AT_START = "consent.erasure-log.at-start";

    /**
     * How long entries of the erasure log are kept, as an ISO 8601 duration or a {@link Duration}: longer than the oldest
     * backup that anybody could restore. Default: 400 days.
     */
    public static final String ERASURE_LOG_KEEP = "consent.erasure-log.keep";

    /** The default of {@link #ERASURE_LOG_KEEP}. */
    public static final Duration DEFAULT_ERASURE_LOG_KEEP = Duration.ofDays(400);

    private ConsentSettings() {}
}
