package dev.consent.erasure;

import org.jspecify.annotations.Nullable;

/**
 * Why something that is stored about one person is kept.
 *
 * @param entity the class of the entity
 * @param attribute the path of the attribute with dots, or {@code null} when it is about whole rows
 * @param count how many rows of the entity, or values of the attribute, there are about the person
 * @param keeping why, and until when; without reasons and holds they go with the next sweep whose time has come
 */
public record KeptBecause(Class<?> entity, @Nullable String attribute, long count, Keeping keeping) {}
