package dev.consent.jpa.doors;

import java.util.Map;

/**
 * What was planted about one person. A partner who decides the same is there for orders and sums.
 *
 * @param code the natural identifier of the note
 * @param number the natural identifier of the member
 */
record Planted(Long member, Long partner, Long note, Long medical, Long locker, Long team, String code, String number) {

    static final String MAIL = "secret-b@example.org";
    static final String PARTNER_MAIL = "secret-a@example.org";
    static final String STREET = "Secretstreet 1";
    static final String PHONE = "0600-SECRET";
    static final String NICKNAME = "Secretnick";
    static final String ACCOUNT = "secret-account";
    static final String DOCTOR = "Secretdoctor";
    static final int AGE = 43;

    static final String TEXT = "SECRET-B";
    static final String MEDICAL_TEXT = "SECRET-A";
    static final String DIAGNOSIS = "SECRET-DIAGNOSIS";
    static final String TAG = "SECRET-TAG";

    /** The values of the parameters that queries may name. */
    Map<String, Object> parameters() {
        return Map.of(
                "member", member,
                "partner", partner,
                "note", note,
                "medical", medical,
                "locker", locker,
                "team", team,
                "code", code,
                "number", number);
    }
}
