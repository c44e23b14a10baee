package dev.consent.jpa.mapping;

import dev.consent.ConsentException;
import java.util.List;
import java.util.stream.Collectors;

/** The application does not start, because personal data is mapped in a way that cannot be protected. */
public final class ConsentMappingException extends ConsentException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of strings
    private final List<String> problems;

    ConsentMappingException(List<String> problems) {
        super(problems.stream()
                .map(problem -> "\n  - " + problem)
                .collect(Collectors.joining(
                        "",
                        "Personal data is mapped in " + problems.size() + (problems.size() == 1 ? " place" : " places")
                                + " where it cannot be protected:",
                        "")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, each with entity, attribute, reason and remedy. */
    public List<String> problems() {
        return problems;
    }
}
