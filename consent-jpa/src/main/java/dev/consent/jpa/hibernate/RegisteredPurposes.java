package dev.consent.jpa.hibernate;

import dev.consent.ConsentException;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.decision.KnownPurposes;
import dev.consent.jpa.notice.Notices;
import dev.consent.jpa.subject.MaskCopies;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * The purposes of one persistence unit, each with its bit: those that data names, and those that were used since. One is
 * registered in transactions of its own, so before anything is locked.
 */
final class RegisteredPurposes implements KnownPurposes {

    private final SessionFactoryImplementor factory;
    private final PurposeBits bits;
    private final SubjectMasks masks;
    private final MaskCopies copies;
    private final List<DeclaredPurpose> named;
    private final Map<String, DeclaredPurpose> byCode = new ConcurrentHashMap<>();

    /** @param named those that data names */
    RegisteredPurposes(
            SessionFactoryImplementor factory,
            PurposeBits bits,
            SubjectMasks masks,
            MaskCopies copies,
            Collection<DeclaredPurpose> named) {
        this.factory = factory;
        this.bits = bits;
        this.masks = masks;
        this.copies = copies;
        this.named = List.copyOf(named);
        named.forEach(purpose -> byCode.put(purpose.code(), purpose));
    }

    /** All of them, by code. */
    Map<String, DeclaredPurpose> byCode() {
        return byCode;
    }

    @Override
    public Collection<DeclaredPurpose> all() {
        return byCode.values();
    }

    /** Registers those that data names; returns whether one came into force for people who were registered before. */
    boolean registerNamed() {
        return bits.register(factory, named, masks::open);
    }

    /** One that no data names yet is registered on first use. */
    @Override
    public DeclaredPurpose of(Class<?> marker) {
        DeclaredPurpose declared;
        try {
            declared = DeclaredPurpose.of(marker);
        } catch (IllegalArgumentException malformed) {
            throw new ConsentException(String.valueOf(malformed.getMessage()), malformed);
        }
        if (!bits.knows(declared) && bits.register(factory, List.of(declared), masks::open)) {
            copies.repair(factory);
        }
        DeclaredPurpose known = byCode.putIfAbsent(declared.code(), declared);
        if (known != null && known.type() != marker) {
            throw new ConsentException("The purposes " + marker.getName() + " and "
                    + known.type().getName() + " have the same code '" + declared.code() + "'");
        }
        if (known == null) {
            List<String> problems = Notices.problems(byCode.values());
            if (!problems.isEmpty()) {
                byCode.remove(declared.code());
                throw new ConsentException(problems.get(0) + ". Give each recipient and source a code of its own.");
            }
        }
        return declared;
    }

    /** Registers what all of them rest on. */
    void registerRequired() {
        all().forEach(this::registerRequired);
    }

    /** Registers what one rests on. */
    void registerRequired(DeclaredPurpose purpose) {
        purpose.requires().forEach(required -> registerRequired(of(required)));
    }
}
