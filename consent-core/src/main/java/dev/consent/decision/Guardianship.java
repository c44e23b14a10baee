package dev.consent.decision;

import dev.consent.Grantor;
import dev.consent.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who decides, or decided, for a person under the age of consent.
 *
 * @param subject the person
 * @param guardian who decides, and as what
 * @param since since when
 * @param appointedBy the account that recorded it
 * @param until until when, or {@code null} while they are a guardian
 * @param removedBy the account that recorded the end, or {@code null}
 */
public record Guardianship(
        SubjectId subject,
        Grantor guardian,
        Instant since,
        String appointedBy,
        @Nullable Instant until,
        @Nullable String removedBy) {

    /** Leaves out the accounts: whoever recorded it is a person too. */
    @Override
    public String toString() {
        return "Guardianship[" + subject + ", " + guardian + ", " + since + ", " + until + "]";
    }
}
