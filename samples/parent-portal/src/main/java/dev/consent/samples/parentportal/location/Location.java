package dev.consent.samples.parentportal.location;

import dev.consent.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** A building with groups in it. */
@Entity
public class Location {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @NotPersonal
    private String name;

    protected Location() {}

    public Location(String name) {
        this.name = name;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getName() {
        return name;
    }
}
