package dev.consent.jpa.guardian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.Grantor;
import dev.consent.Purpose;
import dev.consent.SubjectId;
import dev.consent.decision.Decision;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.database.TestUnit;
import dev.consent.jpa.guardian.Playgroup.Child;
import dev.consent.jpa.guardian.Playgroup.Photos;
import dev.consent.jpa.guardian.Playgroup.Site;
import dev.consent.jpa.guardian.Playgroup.Trips;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever guardians and children do in whatever order, nothing is visible that the rules forbid, and nothing hidden. */
class AnyOrderTest {

    private static final int FAMILIES = 15;
    private static final int STEPS = 30;
    private static final List<Grantor> GUARDIANS =
            List.of(Grantor.parent("m1"), Grantor.parent("f2"), Grantor.legalGuardian("a3"));

    /** The rules again, told by what each has said since it last ended, or somebody else said no; knows nothing of how consent works. */
    private static final class Oracle {

        private final Set<Grantor> guardians = new HashSet<>();
        private final Map<Class<?>, Set<Grantor>> yes = new HashMap<>(
                Map.of(Photos.class, new HashSet<>(), Trips.class, new HashSet<>(), Site.class, new HashSet<>()));

        boolean inForce(Class<?> purpose) {
            Set<Grantor> agreeing = new HashSet<>(yes.get(purpose));
            agreeing.retainAll(guardians);
            boolean enough = purpose == Photos.class
                    ? !agreeing.isEmpty()
                    : !guardians.isEmpty() && agreeing.size() == guardians.size();
            return enough && (purpose != Site.class || inForce(Photos.class));
        }

        void no(Class<?> purpose, Grantor by) {
            if (inForce(purpose) || !guardians.contains(by)) {
                yes.get(purpose).clear();
            } else {
                yes.get(purpose).remove(by);
            }
            afterwards();
        }

        void remove(Grantor guardian) {
            guardians.remove(guardian);
            yes.values().forEach(agreeing -> agreeing.remove(guardian));
            afterwards();
        }

        /** What rests on something that ended has to be granted anew by everybody. */
        void afterwards() {
            if (!inForce(Photos.class)) {
                yes.get(Site.class).clear();
            }
        }
    }

    @Test
    void holdsTheRules() {
        List<String> differences = new ArrayList<>();
        int visible = 0;
        try (TestUnit unit = new TestUnit(TestDatabase.H2.freshUrl(), Map.of(), List.of(Child.class))) {
            for (int family = 0; family < FAMILIES; family++) {
                Random random = new Random(family);
                SubjectId child = unit.read(em -> {
                    Child born = new Child(LocalDate.of(2018, 1, 1), null);
                    em.persist(born);
                    return SubjectId.of(Child.class, born.id);
                });
                Oracle oracle = new Oracle();
                StringBuilder story = new StringBuilder();
                for (int step = 0; step < STEPS; step++) {
                    unit.clock.advance(Duration.ofSeconds(1));
                    story.append(step(unit, oracle, child, random)).append("; ");
                    for (Class<?> purpose : List.of(Photos.class, Trips.class, Site.class)) {
                        boolean seen = visible(unit, child, purpose);
                        visible += seen ? 1 : 0;
                        if (seen != oracle.inForce(purpose)) {
                            differences.add(purpose.getSimpleName() + " after " + story);
                        }
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(visible).as("visible at all").isGreaterThan(FAMILIES * STEPS / 4);
    }

    private static String step(TestUnit unit, Oracle oracle, SubjectId child, Random random) {
        Grantor guardian = GUARDIANS.get(random.nextInt(GUARDIANS.size()));
        Class<?> purpose =
                List.<Class<?>>of(Photos.class, Trips.class, Site.class).get(random.nextInt(3));
        int what = random.nextInt(10);
        if (what == 0) {
            unit.write(em -> unit.consent.guardians().remove(em, child, guardian));
            oracle.remove(guardian);
            return "remove " + guardian.id();
        }
        if (what <= 2 || !oracle.guardians.contains(guardian)) {
            unit.write(em -> unit.consent.guardians().appoint(em, child, guardian));
            oracle.guardians.add(guardian);
            return "appoint " + guardian.id();
        }
        if (what <= 7 && (purpose != Site.class || oracle.inForce(Photos.class))) {
            unit.write(em -> unit.consent.decide(em, Decision.given(child, purpose, guardian)));
            oracle.yes.get(purpose).add(guardian);
            return "yes " + purpose.getSimpleName() + " " + guardian.id();
        }
        Grantor outside = random.nextBoolean() ? Grantor.subject(child.key()) : Grantor.operator("office");
        Grantor by = what == 8 ? outside : guardian;
        unit.write(em -> unit.consent.decide(em, Decision.withdrawn(child, purpose, by)));
        oracle.no(purpose, by);
        return "no " + purpose.getSimpleName() + " " + by.id();
    }

    private static boolean visible(TestUnit unit, SubjectId child, Class<?> purpose) {
        boolean gate = unit.read(em -> unit.consent.gate(em).permits(child, purpose));
        String bit = unit.sql("select bitand(s.mask, cast(power(2, p.mask_bit) as bigint)) from consent_subject s,"
                        + " consent_purpose p where p.code = '"
                        + purpose.getAnnotation(Purpose.class).code()
                        + "' and s.subject_key = '" + child.key() + "'")
                .get(0);
        assertThat(!"0".equals(bit)).as("mask").isEqualTo(gate);
        return gate;
    }
}
