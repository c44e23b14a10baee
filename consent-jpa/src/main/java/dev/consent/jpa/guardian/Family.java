package dev.consent.jpa.guardian;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide for one person at one moment.
 *
 * @param matters whether the age of such people is kept at all; when not, whoever is named as the grantor is believed
 * @param child whether the person is under the age of consent; they count as a child when nobody knows their age
 * @param comesOfAge when they begin to decide themselves, or {@code null} when that is not known
 * @param guardians the ids of their guardians
 */
public record Family(
        boolean matters, boolean child, @Nullable Instant comesOfAge, Set<String> guardians) {

    /** Of somebody whose kind has no date of birth. */
    public static final Family OF_NO_MATTER = new Family(false, false, null, Set.of());

    public Family {
        guardians = Set.copyOf(guardians);
    }
}
