package dev.consent.jpa.decision;

import dev.consent.SubjectId;
import dev.consent.jpa.effect.Effects;
import dev.consent.jpa.erasure.Obligations;
import dev.consent.jpa.guardian.Families;
import dev.consent.jpa.subject.MaskCopies;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.hibernate.Session;

/**
 * What deciding works with.
 *
 * @param atWork the account at work on the current thread
 * @param exists whether there is a row of a person
 */
record Means(
        SubjectMasks masks,
        MaskCopies copies,
        PurposeBits bits,
        Obligations obligations,
        Effects effects,
        Supplier<String> atWork,
        KnownPurposes purposes,
        Families families,
        BiPredicate<Session, SubjectId> exists) {

    /** The account at work, as long as its column is wide. */
    String account() {
        String name = atWork.get();
        return name.length() <= 64 ? name : name.substring(0, 64);
    }
}
