package dev.consent.jpa.mapping;

import dev.consent.PersonalData;
import dev.consent.catalog.DeclaredAudience;
import dev.consent.catalog.DeclaredPurpose;
import dev.consent.jpa.mapping.SubjectPaths.BrokenPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Reads {@link PersonalData}: whom data is about, which purposes it serves and who may see it. */
final class GuardReader {

    private static final String PATH_REMEDY =
            "Set subject to a path of references, at most one of them to many, that ends at an entity annotated with"
                    + " @DataSubject";

    private final SubjectPaths paths;
    private final MappingProblems problems;
    private final Map<String, DeclaredPurpose> purposes = new TreeMap<>();

    GuardReader(SubjectPaths paths, MappingProblems problems) {
        this.paths = paths;
        this.problems = problems;
    }

    /** All purposes that were read, ordered by code. */
    List<DeclaredPurpose> purposes() {
        return List.copyOf(purposes.values());
    }

    /**
     * The guard of rows or values in a table of the entity, or {@code null}.
     *
     * @param table the table, or {@code null} for that of the entity
     */
    @Nullable
    Guard guard(
            PersistentClass entity,
            @Nullable String attribute,
            PersonalData personal,
            List<String> subjectPath,
            @Nullable Table table) {
        List<DeclaredPurpose> served = purposes(entity, attribute, personal);
        List<DeclaredAudience> audiences = audiences(entity, attribute, personal);
        try {
            SubjectPaths.Path way = paths.follow(entity, subjectPath);
            SubjectLink link = paths.linkFrom(table == null ? entity.getTable() : table, way);
            return served.isEmpty() ? null : new Guard(link, served, audiences);
        } catch (BrokenPath broken) {
            problems.add(entity, attribute, "its data subject cannot be reached: " + broken.getMessage(), PATH_REMEDY);
            return null;
        }
    }

    List<DeclaredPurpose> purposes(PersistentClass entity, @Nullable String attribute, PersonalData personal) {
        List<DeclaredPurpose> served = new ArrayList<>();
        if (personal.purpose().length == 0) {
            problems.add(entity, attribute, "@PersonalData names no purpose", "Name at least one purpose");
        }
        for (Class<?> marker : personal.purpose()) {
            try {
                DeclaredPurpose purpose = DeclaredPurpose.of(marker);
                DeclaredPurpose known = purposes.putIfAbsent(purpose.code(), purpose);
                if (known != null && known.type() != marker) {
                    problems.add(
                            entity,
                            attribute,
                            "the purposes " + marker.getName() + " and "
                                    + known.type().getName() + " have the same code",
                            "Give each purpose a code of its own");
                }
                served.add(purpose);
            } catch (IllegalArgumentException malformed) {
                problems.add(entity, attribute, String.valueOf(malformed.getMessage()), "Correct the purpose");
            }
        }
        return served;
    }

    private List<DeclaredAudience> audiences(
            PersistentClass entity, @Nullable String attribute, PersonalData personal) {
        List<DeclaredAudience> audiences = new ArrayList<>();
        for (Class<?> marker : personal.audience()) {
            try {
                audiences.add(DeclaredAudience.of(marker));
            } catch (IllegalArgumentException malformed) {
                problems.add(entity, attribute, String.valueOf(malformed.getMessage()), "Correct the audience");
            }
        }
        return audiences;
    }

    List<String> subjectPath(PersistentClass entity, PersonalData personal) {
        if (!personal.subject().isEmpty()) {
            return split(entity, personal.subject());
        }
        if (SubjectPaths.isSubject(entity.getMappedClass())) {
            return List.of();
        }
        for (PersistentClass here = entity; here != null; here = here.getSuperclass()) {
            PersonalData row = Annotations.ofEntity(here.getMappedClass(), PersonalData.class);
            if (row != null) {
                return split(entity, row.subject());
            }
        }
        return List.of();
    }

    /** The guard of the rows of a collection, or {@code null}. */
    @Nullable
    Guard guard(
            PersistentClass entity,
            String attribute,
            Collection collection,
            PersonalData personal,
            List<String> subjectPath) {
        try {
            SubjectPaths.Path way = paths.follow(entity, subjectPath);
            SubjectLink link = paths.linkFromKey(collection.getKey().getColumns(), way);
            List<DeclaredPurpose> served = purposes(entity, attribute, personal);
            List<DeclaredAudience> audiences = audiences(entity, attribute, personal);
            return served.isEmpty() ? null : new Guard(link, served, audiences);
        } catch (BrokenPath broken) {
            problems.add(entity, attribute, "its data subject cannot be reached: " + broken.getMessage(), PATH_REMEDY);
            return null;
        }
    }

    /** The attributes of a path. */
    List<String> split(PersistentClass entity, String path) {
        return path.isEmpty() ? List.of() : paths.attributes(entity, List.of(path.split("\\.")));
    }
}
