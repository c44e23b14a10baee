package dev.consent.samples.parentportal.login;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody asked for what belongs to somebody else. Says nothing about whether it exists. */
@ResponseStatus(HttpStatus.FORBIDDEN)
public final class NotYoursException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotYoursException() {
        super("this belongs to somebody else");
    }
}
