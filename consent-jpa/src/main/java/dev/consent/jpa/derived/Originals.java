package dev.consent.jpa.derived;

import org.jspecify.annotations.Nullable;

/** Tells what keys are that were written down as texts. */
public interface Originals {

    /** The class of an entity with this name, or {@code null} when it is not mapped any more. */
    @Nullable
    Class<?> type(String entity);

    /** An identifier, as {@code find} takes it. */
    Object identifier(Class<?> entity, String text);
}
