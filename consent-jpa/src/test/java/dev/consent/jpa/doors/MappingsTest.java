package dev.consent.jpa.doors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.consent.jpa.doors.club.Note;
import dev.consent.jpa.mapping.ConsentMappingException;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

/** Mappings that do not boot, because their door could not be closed. */
@DisplayName("Mappings that are refused")
class MappingsTest extends Chapter {

    /** Refers to a protected row by another key than the primary one. */
    @Entity(name = "Label")
    static class Label {
        @Id
        Long id;

        @ManyToOne
        @JoinColumn(name = "note_code", referencedColumnName = "code")
        Note note;
    }

    @Door(number = 12, name = "association by a unique key", row = "refused at boot")
    void uniqueKey() {
        refusedAtBoot("Label.note: ", Label.class);
    }

    private void refusedAtBoot(String problem, Class<?>... entities) {
        places.add(Place.BOOT);
        assertThatThrownBy(() -> Clubhouse.own(ground, Map.of(), entities))
                .hasRootCauseInstanceOf(ConsentMappingException.class)
                .hasStackTraceContaining(problem);
    }
}
