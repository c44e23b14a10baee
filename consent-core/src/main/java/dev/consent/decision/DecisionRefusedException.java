package dev.consent.decision;

import dev.consent.ConsentException;
import dev.consent.catalog.DeclaredPurpose;
import java.util.List;

/** A decision was not recorded because of what it says. Nothing was changed, by no decision of the same call. */
public final class DecisionRefusedException extends ConsentException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int position;

    private DecisionRefusedException(Reason reason, String message) {
        super(message + " Nothing was recorded.");
        this.reason = reason;
        this.position = 0;
    }

    private DecisionRefusedException(DecisionRefusedException same, int position) {
        super(same.getMessage() + " It was the decision at position " + position + ", counted from 0.");
        this.reason = same.reason;
        this.position = position;
        setStackTrace(same.getStackTrace());
    }

    /** For consent itself: the same refusal, which says where the refused decision stands among those of one call. */
    public DecisionRefusedException among(List<Decision> decisions, Decision refused) {
        return decisions.size() < 2 ? this : new DecisionRefusedException(this, decisions.indexOf(refused));
    }

    /** Why a decision was refused. */
    public enum Reason {
        /** The marker type is no usable purpose. */
        UNKNOWN_PURPOSE,
        /** There is no such kind of person, or no row of such a person. */
        UNKNOWN_SUBJECT,
        /** A purpose that the granted one rests on is not in force. */
        PREREQUISITE_MISSING,
        /** Something else was decided since the page was shown on which this was decided, or after it was made. */
        STALE,
        /**
         * The wording was never published for the purpose, or only after the decision is said to have been made and without
         * evidence that it was shown before; or a grant names none though some are published.
         */
        UNKNOWN_WORDING,
        /** The wording was replaced by a materially different one before this was decided. */
        SUPERSEDED_WORDING,
        /** It is said to have been made at a moment that is still to come. */
        NOT_YET_MADE,
        /** Consent was asked for a purpose that needs none. */
        NOT_BASED_ON_CONSENT,
        /** The person is under the age of consent, or nobody knows their age, and a guardian has to decide. */
        UNDER_AGE,
        /** Whoever decided may not decide for this person: they are no guardian of theirs, or no longer. */
        NO_AUTHORITY,
        /** Data about the person is being erased in several steps, and what is left must not come back without the rest. */
        ERASING
    }

    /** The purpose cannot be used; the message says why. */
    public static DecisionRefusedException unknownPurpose(String message) {
        return new DecisionRefusedException(Reason.UNKNOWN_PURPOSE, sentence(message));
    }

    /** The kind of person cannot be used; the message says why. */
    public static DecisionRefusedException unknownKind(String message) {
        return new DecisionRefusedException(Reason.UNKNOWN_SUBJECT, sentence(message));
    }

    /** There is no row of the person. */
    public static DecisionRefusedException unknownSubject(String subjectType) {
        return new DecisionRefusedException(
                Reason.UNKNOWN_SUBJECT, "There is no such " + subjectType + ". Store the person before deciding.");
    }

    /** What it rests on is not in force. */
    public static DecisionRefusedException prerequisiteMissing(DeclaredPurpose purpose, DeclaredPurpose required) {
        return new DecisionRefusedException(
                Reason.PREREQUISITE_MISSING,
                "The purpose '" + purpose.code() + "' rests on '" + required.code()
                        + "', which is not in force. Grant that one first, or in the same call.");
    }

    /** Something else was decided in between. */
    public static DecisionRefusedException stale(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.STALE,
                "About the purpose '" + purpose.code()
                        + "' something else was decided in the meantime. Show what holds now and ask again.");
    }

    /** The wording it names was never published. */
    public static DecisionRefusedException unknownWording(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.UNKNOWN_WORDING,
                "No such wording was published for the purpose '" + purpose.code()
                        + "': version, language and text must be those of a published one.");
    }

    /** The wording it names was published after it was made. */
    public static DecisionRefusedException wordingNotYetPublished(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.UNKNOWN_WORDING,
                "The wording shown for the purpose '" + purpose.code()
                        + "' was published after the decision was made. When"
                        + " it was in use on paper before that, refer to the evidence.");
    }

    /** A grant names no wording. */
    public static DecisionRefusedException wordingMissing(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.UNKNOWN_WORDING,
                "The purpose '" + purpose.code() + "' has published wordings, so a grant must say which one was shown,"
                        + " or refer to its evidence when it was given on paper.");
    }

    /** The wording it names had been replaced. */
    public static DecisionRefusedException supersededWording(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.SUPERSEDED_WORDING,
                "The wording shown for the purpose '" + purpose.code()
                        + "' was replaced by a materially different one. Show the current one and ask again.");
    }

    /** It was made in the future. */
    public static DecisionRefusedException notYetMade(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.NOT_YET_MADE, "The decision about the purpose '" + purpose.code() + "' is dated in the future.");
    }

    /** A child cannot consent. */
    public static DecisionRefusedException underAge(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.UNDER_AGE,
                "The person is under the age of consent, or their date of birth is not known, so a guardian has to consent"
                        + " to the purpose '" + purpose.code() + "'. They may refuse and withdraw themselves.");
    }

    /** It does not say which guardian consented. */
    public static DecisionRefusedException guardianMissing(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.NO_AUTHORITY,
                "Consent of a child to the purpose '" + purpose.code() + "' is given by a guardian. Name the one who"
                        + " decided as the grantor; the account that recorded it is stored beside them.");
    }

    /** It was decided by somebody who is no guardian. */
    public static DecisionRefusedException noGuardian(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.NO_AUTHORITY,
                "Whoever decided about the purpose '" + purpose.code()
                        + "' is not recorded as a guardian of this person. Appoint them first, if they are.");
    }

    /** It was decided by a guardian of somebody who decides themselves. */
    public static DecisionRefusedException ofAge(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.NO_AUTHORITY,
                "The person has reached the age of consent and decides about the purpose '" + purpose.code()
                        + "' themselves.");
    }

    /** Half of what would come back is gone. */
    public static DecisionRefusedException erasing(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.ERASING,
                "What is kept about this person is being erased, and half of it must not come into sight again with the"
                        + " purpose '" + purpose.code() + "'. Decide again when that is done.");
    }

    /** Nobody is asked for consent where another basis holds. */
    public static DecisionRefusedException notBasedOnConsent(DeclaredPurpose purpose) {
        return new DecisionRefusedException(
                Reason.NOT_BASED_ON_CONSENT,
                "The purpose '" + purpose.code() + "' is based on " + purpose.basis()
                        + ", so nobody is asked to consent to it.");
    }

    /** Why it was refused. */
    public Reason reason() {
        return reason;
    }

    /**
     * Which decision was refused: its position in the list that was handed over, counted from 0, and 0 for a decision that
     * was handed over alone. One is named; others may be refused as well.
     */
    public int position() {
        return position;
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }
}
