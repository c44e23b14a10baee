package dev.consent.jpa.mapping;

import org.jspecify.annotations.Nullable;

/** One reason why a mapping cannot be protected, with the way out. */
record MappingProblem(String entity, @Nullable String attribute, String reason, String remedy) {

    @Override
    public String toString() {
        String where = attribute == null ? entity : entity + "." + attribute;
        return where + ": " + reason + ". " + remedy + ".";
    }
}
