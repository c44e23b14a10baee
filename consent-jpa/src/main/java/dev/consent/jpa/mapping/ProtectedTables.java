package dev.consent.jpa.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * The tables that hold protected data, their history included, and consent's own: what SQL that Hibernate did not write
 * must not name. A text names a table when the name occurs as a word in it, in any case, quoted or not, with or without
 * a schema; a literal or an alias that reads the same counts too, because telling them apart would be guessing.
 */
public final class ProtectedTables {

    private static final String OWN = "consent_";
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$]+");
    /** Identifiers in escapes cannot be compared. */
    private static final Pattern ESCAPED = Pattern.compile("(?i)\\bU&\"");

    private final Set<String> words = new HashSet<>();
    private final Set<String> phrases = new HashSet<>();

    ProtectedTables(
            Metadata metadata,
            Histories histories,
            java.util.Collection<ProtectedRow> rows,
            List<ProtectedAttribute> attributes,
            List<ProtectedCollection> collections) {
        rows.forEach(row -> {
            for (PersistentClass part : Parts.lineage(row.entity())) {
                addAll(part);
                addAll(histories.of(part));
            }
        });
        for (ProtectedAttribute attribute : attributes) {
            PersistentClass owner = attribute.owner();
            for (Column column : attribute.columns()) {
                UnionTables.holding(owner, column.getValue().getTable()).forEach(this::add);
            }
            addAll(histories.of(owner));
            if (UnionTables.isUnion(owner)) {
                owner.getSubclassClosure().forEach(part -> addAll(histories.of(part)));
            }
        }
        Set<Collection> guarded = new HashSet<>();
        collections.forEach(collection -> guarded.add(collection.collection()));
        for (Collection collection : metadata.getCollectionBindings()) {
            PersistentClass element = CollectionRoles.element(collection);
            boolean links = rows.stream()
                    .anyMatch(row -> row.touches(collection.getOwner()) || (element != null && row.touches(element)));
            if (!collection.isOneToMany() && (links || guarded.contains(collection))) {
                add(collection.getCollectionTable());
                addAll(histories.of(collection));
            }
        }
    }

    private void addAll(@Nullable PersistentClass entity) {
        if (entity != null) {
            add(entity.getTable());
            entity.getJoins().stream().map(Join::getTable).forEach(this::add);
        }
    }

    private void add(Table table) {
        if (!table.isSubselect()) {
            String name = table.getName().toLowerCase(Locale.ROOT);
            (WORD.matcher(name).matches() ? words : phrases).add(name);
        }
    }

    /** The protected table a text names, in small letters; or what makes it unreadable; or {@code null}. */
    public @Nullable String namedIn(String sql) {
        if (ESCAPED.matcher(sql).find()) {
            return "an identifier in escapes";
        }
        String text = sql.toLowerCase(Locale.ROOT);
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            if (words.contains(word.group()) || word.group().startsWith(OWN)) {
                return word.group();
            }
        }
        return phrases.stream().filter(text::contains).findFirst().orElse(null);
    }
}
