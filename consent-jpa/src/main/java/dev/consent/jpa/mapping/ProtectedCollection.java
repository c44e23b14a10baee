package dev.consent.jpa.mapping;

import java.util.List;
import org.hibernate.mapping.Collection;

/**
 * A collection marked as personal data, whose elements are not there while its guard does not hold.
 *
 * @param collection the collection, stored in a table of its own
 * @param attribute its name
 * @param subjectPath the attributes that lead from its owner to the data subject
 * @param guard the condition, for rows of the collection's table
 */
public record ProtectedCollection(Collection collection, String attribute, List<String> subjectPath, Guard guard) {

    public ProtectedCollection {
        subjectPath = List.copyOf(subjectPath);
    }
}
