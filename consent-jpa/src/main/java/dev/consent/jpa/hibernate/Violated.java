package dev.consent.jpa.hibernate;

import dev.consent.jpa.hibernate.HeldMasks.Permission;
import dev.consent.jpa.hibernate.WriteGuards.Rules;
import dev.consent.jpa.hibernate.WriteGuards.Slot;
import jakarta.persistence.TypedQuery;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hibernate.Hibernate;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a constraint was violated by.
 *
 * @param written the entity whose attribute it is, or {@code null} when it is another than the one that is written
 * @param attributes the names of the attributes from the entity to the value; none where the entity itself is meant
 */
record Violated(
        EntityPersister persister,
        @Nullable Written written,
        List<String> attributes,
        @Nullable Object value,
        WriteGuards guards) {

    /**
     * What is being written.
     *
     * @param id the identifier of the row, or {@code null} where there is none yet
     * @param old the state that was loaded, or {@code null} where nobody knows it
     */
    record Written(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            @Nullable Object id,
            Object[] state,
            Object @Nullable [] old) {}

    static Violated of(Written written, ConstraintViolation<?> violation, WriteGuards guards) {
        List<String> names = new ArrayList<>();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getName() != null && !node.getName().startsWith("<")) {
                names.add(node.getName());
            }
        }
        // Validation may go on from one entity to the next.
        Object leaf = violation.getLeafBean();
        EntityPersister other = leaf == null || leaf == violation.getRootBean()
                ? null
                : written.session().getFactory().getMappingMetamodel().findEntityDescriptor(Hibernate.getClass(leaf));
        if (other == null) {
            return new Violated(written.persister(), written, names, violation.getInvalidValue(), guards);
        }
        List<String> last = names.isEmpty() ? names : names.subList(names.size() - 1, names.size());
        return new Violated(other, null, last, violation.getInvalidValue(), guards);
    }

    /** Whether the value, or a part of it, is personal data; the value of a method or of a whole entity may be made of it. */
    boolean isPersonal() {
        Rules rules = guards.of(persister);
        if (!rules.rows().isEmpty()) {
            return true;
        }
        boolean mapped = !attributes.isEmpty() && persister.findAttributeMapping(attributes.get(0)) != null;
        return rules.slots().stream().anyMatch(slot -> !mapped || touches(slot.path()))
                || guards.collectionsOf(persister).stream()
                        .anyMatch(guarded ->
                                !mapped || touches(List.of(guarded.attribute().split("\\."))));
    }

    private boolean touches(List<String> path) {
        int length = Math.min(path.size(), attributes.size());
        return path.subList(0, length).equals(attributes.subList(0, length));
    }

    /** Whether the value is not the application's own: it is hidden, or none may be written yet. */
    boolean isOfWhatIsHidden() {
        if (written == null) {
            return false;
        }
        Rules rules = guards.of(persister);
        for (Slot slot : rules.slots()) {
            if (slot.path().equals(attributes)) {
                return isHidden(written, slot, rules);
            }
        }
        Object id = written.id();
        if (id == null) {
            return false;
        }
        if (rules.references().contains(attributes)) {
            return value == null
                    && before(written) == null
                    && new Stored(written.session(), persister, id, rules).key(attributes) != null;
        }
        return guards.mayHideElements(persister.getEntityName(), attributes)
                && value instanceof PersistentCollection<?> elements
                && size(elements.getStoredSnapshot()) < storedElements(written.session(), id);
    }

    private boolean isHidden(Written written, Slot slot, Rules rules) {
        Type type = Slots.type(persister, slot.path());
        if (!slot.isMask(type, value) || !slot.isMask(type, before(written))) {
            return false;
        }
        Object id = written.id();
        return guards.hold(written.session(), persister, id)
                                .permission(slot.guard(), slot.subjectPath(), written.state())
                        != Permission.GRANTED
                || (id != null && !slot.isMask(type, new Stored(written.session(), persister, id, rules).value(slot)));
    }

    private @Nullable Object before(Written written) {
        return written.old() == null ? null : Slots.get(persister, written.old(), attributes, written.session());
    }

    private static int size(@Nullable Object snapshot) {
        return snapshot instanceof Collection<?> elements
                ? elements.size()
                : snapshot instanceof Map<?, ?> entries ? entries.size() : 0;
    }

    private long storedElements(SharedSessionContractImplementor session, Object id) {
        TypedQuery<Long> count = session.createQuery(
                "select count(*) from " + persister.getEntityName() + " e join e." + String.join(".", attributes)
                        + " x where id(e) = :id",
                Long.class);
        count.setParameter("id", id);
        return Unfiltered.ask(session, count, TypedQuery::getSingleResult);
    }
}
