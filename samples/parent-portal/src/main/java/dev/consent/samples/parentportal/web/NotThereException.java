package dev.consent.samples.parentportal.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What was asked for is not there: never was, is hidden, or is gone. The application cannot tell and need not. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public final class NotThereException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotThereException() {
        super("there is nothing here");
    }
}
