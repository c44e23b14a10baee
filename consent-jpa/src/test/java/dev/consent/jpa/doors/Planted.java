package dev.consent.jpa.doors;

import java.util.Map;

/**
 * What was planted about one person. A partner who decides the same is there for orders and sums.
 *
 * @param code the natural identifier of the note
 * @param number the natural identifier of the member
 */
record Planted(
        Long member,
        Long partner,
        Long note,
        Long medical,
        Long locker,
        Long team,
        String code,
        String number,
        Society society) {

    /** What was planted that is for few eyes, cannot be null, is about both, or has a rule of its subclass. */
    record Society(Long treatment, Long chart, Long pass, Long photo, Long banner, Long remark, Long praise) {}

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
                "number", number,
                "photo", photo(),
                "banner", banner());
    }

    Long treatment() {
        return society.treatment();
    }

    Long chart() {
        return society.chart();
    }

    Long pass() {
        return society.pass();
    }

    Long photo() {
        return society.photo();
    }

    Long banner() {
        return society.banner();
    }

    Long remark() {
        return society.remark();
    }

    Long praise() {
        return society.praise();
    }
}
