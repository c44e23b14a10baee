package dev.consent.spring;

import dev.consent.jpa.erasure.DatabaseOlderThanLogException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says that a backup was restored and what to do, without a page of stack trace around it. */
final class DatabaseOlderThanLogFailureAnalyzer extends AbstractFailureAnalyzer<DatabaseOlderThanLogException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseOlderThanLogException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Set consent.erasure-log.at-start to replay and start again. See docs/erasure.md, \"Restoring a backup\".",
                cause);
    }
}
