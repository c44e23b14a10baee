package dev.consent.jpa.database;

/** A database that only a profile of the build brings, found as a service. */
public interface DatabaseServer {

    /** The address of an empty database that nobody else uses, with the user in it. */
    String freshUrl();
}
