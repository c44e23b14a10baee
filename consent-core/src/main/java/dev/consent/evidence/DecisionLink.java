package dev.consent.evidence;

/**
 * One row of the history of decisions in the chain over all of them.
 *
 * @param id its number in the chain, from 1 without gaps
 * @param table which history the row is in, by the entity: {@code consent_record}, {@code consent_voice} or
 *     {@code consent_question}
 * @param row the identifier of what the row is the history of
 * @param revision the revision of the row
 * @param contentHash the SHA-256 of what the row says, in small hexadecimal digits
 * @param previousHash the hash of the link before; 64 zeros for the first
 * @param hash the SHA-256 of this link, in small hexadecimal digits
 */
public record DecisionLink(
        long id, String table, long row, long revision, String contentHash, String previousHash, String hash) {}
