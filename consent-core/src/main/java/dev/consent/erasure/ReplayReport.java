package dev.consent.erasure;

/**
 * What was erased again because the erasure log knew of it and the database, restored from a backup, did not.
 *
 * @param transactions how many erasing transactions of the log the database had not seen
 * @param people how many erasures of people's data were owed again
 * @param unknownPeople how many named people whom the database does not know
 * @param rows how many rows were erased again although their term is not over, or not any more
 * @param open how many of the erasures are still open: what they are about is hidden, and they are tried again
 */
public record ReplayReport(int transactions, int people, int unknownPeople, long rows, long open) {}
