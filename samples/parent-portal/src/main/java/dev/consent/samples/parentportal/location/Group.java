package dev.consent.samples.parentportal.location;

import dev.consent.NotPersonal;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The children who are together at one location. */
@Entity
@Table(name = "child_group")
public class Group {

    @Id
    @GeneratedValue
    private @Nullable Long id;

    @NotPersonal
    private String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private Location location;

    protected Group() {}

    public Group(String name, Location location) {
        this.name = name;
        this.location = location;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public Location getLocation() {
        return location;
    }

    /** The name with the location, because names of groups come back everywhere. */
    public String getFullName() {
        return name + ", " + location.getName();
    }
}
