package dev.consent.jpa.feed;

import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the records of one delivery. It counts, and holds nothing of any record.
 *
 * @param source the code of the source
 * @param purpose the code of the purpose
 * @param received how many there were
 * @param admitted how many were handed on
 * @param dropped how many were not, by reason; reasons that did not occur are left out
 */
public record AdmissionReport(String source, String purpose, long received, long admitted, Map<Reason, Long> dropped) {

    /** Why a record was not handed on. */
    public enum Reason {
        /** Its person, key or version could not be read. */
        MALFORMED,
        /** It is about nobody, or about somebody who is not registered here. */
        UNKNOWN_SUBJECT,
        /** The purpose is not in force for the person. The source is told to deliver again when it is. */
        NOT_IN_FORCE,
        /** It is stored already, or came twice. */
        DUPLICATE,
        /** A newer version is stored already, or came before it. */
        OUT_OF_ORDER
    }

    public AdmissionReport {
        Map<Reason, Long> ordered = new EnumMap<>(Reason.class);
        ordered.putAll(dropped);
        dropped = Map.copyOf(ordered);
        if (received
                != admitted
                        + dropped.values().stream().mapToLong(Long::longValue).sum()) {
            throw new IllegalArgumentException("every record is either admitted or dropped for one reason");
        }
    }

    /** How many were dropped for one reason. */
    public long dropped(Reason reason) {
        return dropped.getOrDefault(reason, 0L);
    }
}
