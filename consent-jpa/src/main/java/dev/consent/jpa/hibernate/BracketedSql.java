package dev.consent.jpa.hibernate;

import dev.consent.jpa.mapping.MappingProblems;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.FilterConfiguration;
import org.hibernate.mapping.Formula;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Value;
import org.hibernate.sql.Template;
import org.jspecify.annotations.Nullable;

/**
 * Puts brackets around the SQL that an application wrote into its mapping: the conditions of filters, formulas and read
 * expressions. Hibernate joins them to guards by <em>and</em> as they are, so that an <em>or</em> in one of them, or a
 * comment at its end, would let rows past the guards. It does the same itself only for restrictions.
 */
final class BracketedSql {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_$.\"`]+");

    private final MappingProblems problems;

    private BracketedSql(MappingProblems problems) {
        this.problems = problems;
    }

    /** Puts them around everything in a mapping. */
    static void in(Metadata metadata, MappingProblems problems) {
        BracketedSql brackets = new BracketedSql(problems);
        metadata.getEntityBindings().forEach(brackets::entity);
        metadata.getCollectionBindings().forEach(brackets::collection);
    }

    private void entity(PersistentClass entity) {
        if (entity instanceof RootClass) {
            entity.getFilters().replaceAll(BracketedFilter::of);
            value(entity.getIdentifier());
            value(entity.getDiscriminator());
        } else {
            refuseOpenFilters(entity);
        }
        entity.getProperties().forEach(this::property);
    }

    /** Those of a subclass are not to be had, only a copy of their list. */
    private void refuseOpenFilters(PersistentClass entity) {
        List<FilterConfiguration> inherited = entity.getSuperclass().getFilters();
        entity.getFilters().stream()
                .filter(filter -> !inherited.contains(filter) && !isClosed(filter.getCondition()))
                .forEach(filter -> problems.add(
                        entity,
                        null,
                        "the condition of its filter " + filter.getName()
                                + " has no brackets around it, and would stand"
                                + " beside the guards of personal data as it is",
                        "Put the condition in brackets, or the filter on the root of the hierarchy"));
    }

    private void collection(Collection collection) {
        collection.getFilters().replaceAll(BracketedFilter::of);
        collection.getManyToManyFilters().replaceAll(BracketedFilter::of);
        value(collection.getKey());
        value(collection.getElement());
        if (collection instanceof IndexedCollection indexed) {
            value(indexed.getIndex());
        }
    }

    private void property(Property property) {
        value(property.getValue());
    }

    private void value(@Nullable Value value) {
        if (value instanceof Component component) {
            component.getProperties().forEach(this::property);
        } else if (value != null && !(value instanceof Collection)) {
            value.getSelectables().forEach(BracketedSql::selectable);
        }
    }

    private static void selectable(Selectable selectable) {
        if (selectable instanceof Formula formula) {
            formula.setFormula(bracketed(formula.getFormula()));
        } else if (selectable instanceof Column column && isOfApplication(column.getCustomRead())) {
            column.setCustomRead(bracketed(column.getCustomRead()));
        }
    }

    /** What Hibernate wrote itself, for parts of structured values, has its own way to say which table it means. */
    private static boolean isOfApplication(@Nullable String read) {
        return read != null && !read.contains(Template.TEMPLATE);
    }

    private static String bracketed(String sql) {
        return sql.isBlank() || isClosed(sql) ? sql : "(" + sql + ")";
    }

    /** Whether a text is one word, or stands between a bracket and the one that closes it. */
    private static boolean isClosed(String sql) {
        String text = sql.strip();
        if (WORD.matcher(text).matches()) {
            return true;
        }
        if (text.contains("--") || text.contains("/*")) {
            return false; // a bracket that closes it may be part of the comment
        }
        int open = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char here = text.charAt(i);
            if (quote != 0) {
                quote = here == quote ? 0 : quote;
            } else if (here == '\'' || here == '"' || here == '`') {
                quote = here;
            } else {
                open += here == '(' ? 1 : here == ')' ? -1 : 0;
            }
            if (open <= 0) {
                return open == 0 && i == text.length() - 1 && here == ')';
            }
        }
        return false;
    }

    /** A filter with its condition in brackets, and everything else as it was. */
    private static final class BracketedFilter extends FilterConfiguration {

        private final FilterConfiguration own;

        private BracketedFilter(FilterConfiguration own) {
            super(own.getName(), bracketed(own.getCondition()), own.useAutoAliasInjection(), null, null, null);
            this.own = own;
        }

        static FilterConfiguration of(FilterConfiguration own) {
            return own.getCondition() == null ? own : new BracketedFilter(own);
        }

        @Override
        public Map<String, String> getAliasTableMap(SessionFactoryImplementor factory) {
            return own.getAliasTableMap(factory);
        }
    }
}
