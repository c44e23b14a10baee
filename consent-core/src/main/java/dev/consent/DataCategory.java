package dev.consent;

/**
 * What kind of personal data something is, in the words of the record of processing (GDPR Art. 30). Two groups need
 * more than an ordinary legal basis: special categories (Art. 9) and data about offences (Art. 10).
 *
 * @see PersonalData#category()
 */
public enum DataCategory {
    /** Name, date of birth, portrait on a pass: who somebody is. */
    IDENTITY,
    /** Addresses, telephone numbers, e-mail: how to reach somebody. */
    CONTACT,
    /** Numbers that the state gives people, which may be used only where a law allows it (Art. 87). */
    NATIONAL_IDENTIFIER,
    /** Parents, children, guardians, household. */
    FAMILY,
    /** School, results, evaluations, attendance. */
    EDUCATION,
    /** Work, position, contracts, leave. */
    EMPLOYMENT,
    /** Accounts, invoices, payments, income, benefits. */
    FINANCIAL,
    /** Photos, films and recordings of people. */
    IMAGE,
    /** Where somebody is or was. */
    LOCATION,
    /** Messages, and who exchanged them with whom. */
    COMMUNICATION,
    /** What somebody does, likes and visits. */
    BEHAVIOUR,
    /** Accounts, devices, addresses on the network, logs. */
    TECHNICAL,
    /** Physical and mental health, care included. Art. 9. */
    HEALTH(9),
    /** Racial or ethnic origin. Art. 9. */
    ETHNIC_ORIGIN(9),
    /** Political opinions. Art. 9. */
    POLITICAL_OPINION(9),
    /** Religious or philosophical beliefs. Art. 9. */
    BELIEF(9),
    /** Membership of a trade union. Art. 9. */
    TRADE_UNION(9),
    /** Genetic data. Art. 9. */
    GENETIC(9),
    /** Biometric data used to tell who somebody is. Art. 9. */
    BIOMETRIC(9),
    /** Sex life or sexual orientation. Art. 9. */
    SEXUALITY(9),
    /** Convictions, offences and security measures. Art. 10. */
    OFFENCE(10);

    private final int article;

    DataCategory() {
        this(0);
    }

    DataCategory(int article) {
        this.article = article;
    }

    /** Whether it is a special category of personal data (Art. 9): processing needs explicit consent or a law. */
    public boolean special() {
        return article == 9;
    }

    /** Whether it needs more than an ordinary legal basis (Art. 9 and 10). */
    public boolean sensitive() {
        return article > 0;
    }
}
