package dev.consent.jpa.hibernate;

import dev.consent.SubjectId;
import dev.consent.jpa.guard.GuardRenderer;
import dev.consent.jpa.mapping.Attributes;
import dev.consent.jpa.mapping.CollectionRoles;
import dev.consent.jpa.mapping.Guard;
import dev.consent.jpa.mapping.Histories;
import dev.consent.jpa.mapping.Identifiers;
import dev.consent.jpa.mapping.ProtectedAttribute;
import dev.consent.jpa.mapping.ProtectedCollection;
import dev.consent.jpa.mapping.ProtectedModel;
import dev.consent.jpa.mapping.ProtectedRow;
import dev.consent.jpa.mapping.Stamp;
import dev.consent.jpa.mapping.SubjectEntity;
import dev.consent.jpa.subject.MaskCopies;
import dev.consent.jpa.subject.PurposeBits;
import dev.consent.jpa.subject.SubjectMasks;
import dev.consent.jpa.transaction.OfTransactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.internal.DefaultCustomEntityDirtinessStrategy;
import org.hibernate.engine.internal.ManagedTypeHelper;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.hibernate.event.internal.DefaultFlushEntityEventListener;
import org.hibernate.internal.EmptyInterceptor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.ToOne;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** What writing to an entity has to respect, and whether it may be done for a person. */
final class WriteGuards {

    /**
     * A protected attribute.
     *
     * @param mask what it reads as instead of null while it is hidden, by its placeholder or its converter, or {@code null}
     */
    record Slot(
            List<String> path,
            List<String> subjectPath,
            Guard guard,
            @Nullable Object mask) {

        static Slot of(ProtectedAttribute attribute) {
            return new Slot(attribute.path(), attribute.subjectPath(), attribute.guard(), attribute.mask());
        }

        /** Whether a value is what the application sees where the real one is hidden. */
        boolean isMask(Type type, @Nullable Object value) {
            return value == null || (mask != null && type.isEqual(value, mask));
        }
    }

    /**
     * The rest of a way to the person that starts in an entity.
     *
     * @param path the attributes from here
     * @param guard what must hold for the data whose way it is
     */
    record Step(List<String> path, Guard guard) {}

    /**
     * What writing to one entity has to respect.
     *
     * @param links its attributes that say to which data it links people
     * @param sparse its attributes in tables of which Hibernate deletes a row when nothing but null is left in it
     */
    record Rules(
            @Nullable SubjectEntity subject,
            List<ProtectedRow> rows,
            @Nullable Stamp stamp,
            List<Slot> slots,
            List<List<String>> references,
            List<Step> steps,
            Set<String> links,
            Set<String> sparse) {

        /** Whether an attribute is on the way from protected data to its person. */
        boolean leadsToSubject(String attribute) {
            return links.contains(attribute)
                    || steps.stream().anyMatch(step -> step.path().get(0).equals(attribute));
        }

        boolean none() {
            return subject == null
                    && rows.isEmpty()
                    && stamp == null
                    && slots.isEmpty()
                    && references.isEmpty()
                    && steps.isEmpty()
                    && links.isEmpty();
        }
    }

    private static final Rules NO_RULES =
            new Rules(null, List.of(), null, List.of(), List.of(), List.of(), Set.of(), Set.of());

    private final SubjectMasks masks;
    private final MaskCopies copies;
    private final PurposeBits bits;
    private final GuardRenderer renderer;
    private final Set<String> tested = new HashSet<>();
    private final Map<String, Rules> rules = new ConcurrentHashMap<>();
    private final Map<String, ProtectedCollection> collections = new HashMap<>();
    private final Map<String, List<List<String>>> kept = new HashMap<>();
    private final Set<String> audited = new HashSet<>();
    private final Set<String> histories = new HashSet<>();

    /** What was stored before updates that are under way, by the states they write. */
    private final Map<Object[], Stored> before = Collections.synchronizedMap(new WeakHashMap<>());

    /** The rows of which Envers has been told in a transaction what they hold. */
    private final OfTransactions<Set<List<Object>>> told = new OfTransactions<>();

    private final Set<String> hideable = new HashSet<>();

    WriteGuards(
            Metadata metadata,
            ProtectedModel model,
            Histories known,
            SubjectMasks masks,
            MaskCopies copies,
            PurposeBits bits,
            GuardRenderer renderer) {
        this.renderer = renderer;
        this.masks = masks;
        this.copies = copies;
        this.bits = bits;
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getClassName() != null) {
                rules.put(entity.getEntityName(), rules(metadata, model, entity));
                PersistentClass history = known.of(entity);
                if (history != null) {
                    audited.add(entity.getEntityName());
                    if (!Objects.requireNonNull(rules.get(entity.getEntityName()))
                            .none()) {
                        histories.add(history.getEntityName());
                    }
                }
                if (entity.getUpdateExpectation() == TestedUpdate.COUNTED) {
                    tested.add(entity.getEntityName());
                }
            }
        }
        model.collections()
                .forEach(guarded -> collections.put(guarded.collection().getRole(), guarded));
        for (Collection collection : metadata.getCollectionBindings()) {
            String attribute = CollectionRoles.attribute(collection);
            if (mayHideElements(model, collection)) {
                hideable.add(collection.getRole());
            }
            if (hideable.contains(collection.getRole())) {
                for (PersistentClass owner : collection.getOwner().getSubclassClosure()) {
                    kept.computeIfAbsent(owner.getEntityName(), name -> new ArrayList<>())
                            .add(List.of(attribute.split("\\.")));
                }
            }
        }
    }

    private static Rules rules(Metadata metadata, ProtectedModel model, PersistentClass entity) {
        List<ProtectedRow> rows =
                model.rows().stream().filter(row -> row.covers(entity)).toList();
        SubjectEntity subject = model.subjects().stream()
                .filter(candidate -> candidate.entity() == entity.getRootClass())
                .findFirst()
                .orElse(null);
        Stamp stamp = model.stamps().stream()
                .filter(candidate -> candidate.entity() == entity.getRootClass())
                .findFirst()
                .orElse(null);
        List<Slot> slots = new ArrayList<>();
        for (ProtectedAttribute attribute : model.attributes()) {
            if (attribute.owner().getMappedClass().isAssignableFrom(entity.getMappedClass())) {
                slots.add(Slot.of(attribute));
            }
        }
        List<List<String>> references = new ArrayList<>();
        for (Property property : entity.getPropertyClosure()) {
            if (property.getValue() == entity.getRootClass().getIdentifierMapper()) {
                continue; // what is part of an identifier never changes
            }
            collectReferences(metadata, model, List.of(), property, references);
        }
        List<Step> steps = new ArrayList<>();
        Set<String> links = new HashSet<>();
        ways(model).forEach(way -> addSteps(metadata, way, entity, steps, links));
        return new Rules(
                subject,
                rows,
                stamp,
                List.copyOf(slots),
                List.copyOf(references),
                List.copyOf(steps),
                Set.copyOf(links),
                sparse(entity));
    }

    private static Set<String> sparse(PersistentClass entity) {
        return entity.getJoinClosure().stream()
                .filter(Join::isOptional)
                .flatMap(join -> join.getProperties().stream())
                .map(Property::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The whole way from protected data to its people.
     *
     * @param slot the attribute that is protected, or {@code null} when it is something else
     * @param collection the name of the collection that is protected, or {@code null} when it is something else
     */
    record Way(
            PersistentClass start,
            List<String> path,
            Guard guard,
            @Nullable Slot slot,
            @Nullable String collection) {}

    static List<Way> ways(ProtectedModel model) {
        List<Way> ways = new ArrayList<>();
        model.rows().forEach(row -> {
            Guard guard = row.rule().guard();
            if (guard != null) {
                ways.add(new Way(row.entity(), row.subjectPath(), guard, null, null));
            }
        });
        model.attributes().forEach(attribute -> {
            Slot slot = Slot.of(attribute);
            ways.add(new Way(attribute.owner(), slot.subjectPath(), slot.guard(), slot, null));
        });
        model.collections().forEach(guarded -> {
            PersistentClass owner = guarded.collection().getOwner();
            ways.add(new Way(owner, guarded.subjectPath(), guarded.guard(), null, guarded.attribute()));
        });
        return ways;
    }

    private static void addSteps(
            Metadata metadata, Way way, PersistentClass entity, List<Step> steps, Set<String> links) {
        PersistentClass here = way.start();
        for (int i = 0; i < way.path().size(); i++) {
            Property property = Attributes.of(here, way.path().get(i));
            boolean ours = here.getMappedClass().isAssignableFrom(entity.getMappedClass());
            boolean part = Identifiers.isPart(here, way.path().get(i));
            here = Objects.requireNonNull(CollectionRoles.target(metadata, property));
            if (!(property.getValue() instanceof Collection collection)) {
                // What is part of an identifier never changes.
                if (ours && !part) {
                    steps.add(new Step(way.path().subList(i, way.path().size()), way.guard()));
                }
            } else if (collection.isInverse() && here.getMappedClass().isAssignableFrom(entity.getMappedClass())) {
                links.add(collection.getMappedByProperty());
            }
        }
    }

    /** The to-one attributes that lead to rows that may be hidden, within embedded values too. */
    private static void collectReferences(
            Metadata metadata,
            ProtectedModel model,
            List<String> outer,
            Property property,
            List<List<String>> references) {
        List<String> path = new ArrayList<>(outer);
        path.add(property.getName());
        if (property.getValue() instanceof Component component) {
            component.getProperties().forEach(part -> collectReferences(metadata, model, path, part, references));
        } else if (property.getValue() instanceof ToOne toOne
                && !toOne.hasFormula()
                && !toOne.getColumns().isEmpty()) {
            PersistentClass target = metadata.getEntityBinding(toOne.getReferencedEntityName());
            if (target != null && model.rows().stream().anyMatch(row -> row.touches(target))) {
                references.add(List.copyOf(path));
            }
        }
    }

    /** Whether anything is protected at all. */
    boolean any() {
        return !collections.isEmpty()
                || rules.values().stream()
                        .anyMatch(
                                rule -> !rule.rows().isEmpty() || !rule.slots().isEmpty());
    }

    /** Whether the value at a path of an entity, or a part of it, may be hidden. */
    boolean mayBeHidden(String entity, List<String> path) {
        Rules known = rules.get(entity);
        return known != null
                && known.slots().stream()
                        .map(Slot::path)
                        .anyMatch(slot -> slot.equals(path)
                                || (slot.size() > path.size()
                                        && slot.subList(0, path.size()).equals(path)));
    }

    /**
     * Whether an update mentions an attribute that nobody changed: together with the rest of an embedded value, to find
     * out whether somebody else did, or because something other than a comparison with what was loaded says what is
     * changed. Anything else is left out of a dynamic update.
     */
    boolean writesUntouched(
            SharedSessionContractImplementor session, EntityPersister persister, Object entity, List<String> path) {
        return path.size() > 1
                || persister.optimisticLockStyle().isAllOrDirty()
                || ManagedTypeHelper.isSelfDirtinessTracker(entity)
                || session.getInterceptor() != EmptyInterceptor.INSTANCE
                || tellsChangesItself(session.getFactory());
    }

    private static boolean tellsChangesItself(SessionFactoryImplementor factory) {
        boolean[] itself = {
            factory.getSessionFactoryOptions()
                            .getCustomEntityDirtinessStrategy()
                            .getClass()
                    != DefaultCustomEntityDirtinessStrategy.class
        };
        factory.getEventListenerGroups()
                .eventListenerGroup_FLUSH_ENTITY
                .fireEventOnEachListener(
                        itself,
                        (listener, found) -> found[0] |= listener.getClass() != DefaultFlushEntityEventListener.class
                                && !(listener instanceof FlushedEntities));
        return itself[0];
    }

    /** Whether Envers keeps a history of an entity. */
    boolean isAudited(EntityPersister persister) {
        return audited.contains(persister.getEntityName());
    }

    /** Keeps what was stored before an update: its history is written after the statement, and may not find it then. */
    void remember(Object[] state, Stored stored) {
        before.put(state, stored);
    }

    /** What was stored before the update that writes this state, or {@code null} when nobody has looked yet. */
    @Nullable
    Stored remembered(Object[] state) {
        return before.get(state);
    }

    /** The update that writes this state is over. */
    void forget(Object[] state) {
        before.remove(state);
    }

    /** Envers has been told in the transaction of a session what a row really holds. */
    void tell(SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        Set<List<Object>> rows = told.get(session);
        if (rows == null) {
            rows = new HashSet<>();
            told.keep(session, rows);
            AfterCompletionCallback ended = (success, ending) -> told.take(session);
            session.getTransactionCompletionCallbacks().registerCallback(ended);
        }
        rows.add(List.of(persister.getRootEntityName(), id));
    }

    /** Whether it has. */
    boolean isTold(SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        Set<List<Object>> rows = told.get(session);
        return rows != null && rows.contains(List.of(persister.getRootEntityName(), id));
    }

    /** Whether an entity is the history of personal data. */
    boolean isHistory(String entity) {
        return histories.contains(entity);
    }

    Rules of(EntityPersister persister) {
        return rules.getOrDefault(persister.getEntityName(), NO_RULES);
    }

    @Nullable
    ProtectedCollection collection(String role) {
        return collections.get(role);
    }

    private static boolean mayHideElements(ProtectedModel model, Collection collection) {
        PersistentClass element = CollectionRoles.element(collection);
        return model.collections().stream().anyMatch(guarded -> guarded.collection() == collection)
                || (element != null && model.rows().stream().anyMatch(row -> row.touches(element)));
    }

    /** Whether a collection of an entity, by its name, has elements that may be hidden. */
    boolean mayHideElements(String entity, List<String> path) {
        return kept.getOrDefault(entity, List.of()).contains(path);
    }

    /** Whether elements of a collection may be hidden. */
    boolean mayHideElements(String role) {
        return hideable.contains(role);
    }

    /** The collections of an entity whose elements may be hidden, those within embedded values too. */
    List<List<String>> hideableCollections(EntityPersister persister) {
        return kept.getOrDefault(persister.getEntityName(), List.of());
    }

    /** The protected collections of an entity. */
    List<ProtectedCollection> collectionsOf(EntityPersister persister) {
        return collections.values().stream()
                .filter(guarded ->
                        guarded.collection().getOwner().getMappedClass().isAssignableFrom(persister.getMappedClass()))
                .toList();
    }

    void register(SharedSessionContractImplementor session, SubjectEntity subject, Object id) {
        masks.register(session, new SubjectId(subject.type(), id.toString()));
    }

    /** What is asked before one write to an entity. */
    HeldMasks hold(SharedSessionContractImplementor session, EntityPersister persister, @Nullable Object id) {
        return new HeldMasks(masks, bits, session, persister, id);
    }

    /** The test an update of an entity can do by itself, or {@code null} when it cannot. */
    @Nullable
    TestedUpdate test(SharedSessionContractImplementor session, EntityPersister persister) {
        Stamp stamp = of(persister).stamp();
        // What the database generates is asked for at the end of the statement, or by another one behind it, and when
        // nothing was found Hibernate complains about that before anybody could ask why.
        // Nor may it find nothing because it names old values that were hidden when they were read.
        boolean plain = persister.getUpdateDelegate() == null
                && !persister.hasUpdateGeneratedProperties()
                && !persister.optimisticLockStyle().isAllOrDirty();
        return stamp != null && plain && tested.contains(persister.getEntityName())
                ? new TestedUpdate(session, stamp.table(), renderer, bits)
                : null;
    }

    /** Puts a copy of the person's mask into the state of a row that is to be inserted. */
    void stamp(EntityPersister persister, Object[] state, HeldMasks held) {
        Stamp stamp = of(persister).stamp();
        if (stamp != null) {
            state[persister.getPropertyIndex(Stamp.ATTRIBUTE)] = held.mask(stamp.link(), stamp.subjectPath(), state);
        }
    }

    /** Writes the mask of the person a stored row moves to into the row. */
    void restamp(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object id,
            Object[] state,
            HeldMasks held) {
        Stamp stamp = of(persister).stamp();
        if (stamp != null) {
            copies.move(session, stamp, id, held.mask(stamp.link(), stamp.subjectPath(), state));
        }
    }
}
