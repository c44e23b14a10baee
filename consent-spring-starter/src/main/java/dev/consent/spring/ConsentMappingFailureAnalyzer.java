package dev.consent.spring;

import dev.consent.jpa.mapping.ConsentMappingException;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists everything that is wrong with the mapping of personal data, without a page of stack trace around it. */
final class ConsentMappingFailureAnalyzer extends AbstractFailureAnalyzer<ConsentMappingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConsentMappingException cause) {
        String problems =
                cause.problems().stream().map(problem -> "\n    - " + problem).collect(Collectors.joining());
        return new FailureAnalysis(
                "Personal data is mapped in a way that cannot be protected:\n" + problems,
                "Change the mappings as described.",
                cause);
    }
}
