package dev.consent.jpa.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.consent.SubjectId;
import dev.consent.jpa.database.TestDatabase;
import dev.consent.jpa.model.Purposes.Contact;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeopleKeysOnMariaDbTest extends PeopleKeysContract {

    PeopleKeysOnMariaDbTest() {
        super(TestDatabase.MARIADB);
    }

    /** By default MariaDB tells no capitals from small letters, in the tables of consent neither. */
    @Test
    @Override
    void whoIsSpelledOtherwiseIsSomebodyElse() {
        UUID key = UUID.randomUUID();
        new Kind(Spelled.class, key, key).store(unit, key);
        unit.consent.registerSubjects();
        SubjectId shouted = new SubjectId(
                SubjectId.typeOf(Spelled.class), key.toString().toUpperCase(Locale.ROOT));
        for (boolean yes : new boolean[] {true, false}) {
            unit.write(em -> unit.decideIn(em, shouted, yes, Contact.class));
            assertThat(unit.<Boolean>read(
                            em -> unit.consent.gate(em).permits(SubjectId.of(Spelled.class, key), Contact.class)))
                    .isEqualTo(yes);
            assertThat(unit.read(em -> em.find(Spelled.class, key).email) != null).isEqualTo(yes);
        }
    }
}
