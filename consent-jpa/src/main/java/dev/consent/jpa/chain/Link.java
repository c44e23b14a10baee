package dev.consent.jpa.chain;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A record in a chain. Its number is its place there, which the {@link Chain} gives it. */
@MappedSuperclass
public abstract class Link {

    @Id
    Long id;

    /** The hash of the link before. */
    @Column(name = "previous_hash", nullable = false, updatable = false, length = 64)
    String previous;

    @Column(nullable = false, updatable = false, length = 64)
    String hash;

    /** Without a place yet. */
    @SuppressWarnings("NullAway.Init")
    protected Link() {}

    /**
     * What it says, in lines that never change their order or form for links that are there: the values of the attributes
     * that hold it.
     */
    protected abstract Stream<Object> lines();

    /** Its place in the chain. */
    public final long number() {
        return id;
    }

    /** The hash of the link before. */
    public final String previousHash() {
        return previous;
    }

    /** Its own hash. */
    public final String hash() {
        return hash;
    }

    /** Takes its place in the chain. */
    final void follow(long number, String hashBefore) {
        id = number;
        previous = hashBefore;
        hash = computed();
    }

    /**
     * The SHA-256, in small hexadecimal digits, of the UTF-8 bytes of these lines with a line feed between: hash of the
     * link before, number, and what it says. Part of the documentation, and never changed for links that are there.
     */
    public final String computed() {
        return Sha256.of(Stream.concat(Stream.of(previous, id), lines())
                .map(Object::toString)
                .collect(Collectors.joining("\n")));
    }
}
