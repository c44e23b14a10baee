package dev.consent.samples.parentportal.web;

import dev.consent.gate.ConsentRequiredException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Turns a refusal by consent that no page has foreseen into a clear page instead of a failure. */
@ControllerAdvice
class Refusals {

    @ExceptionHandler
    void consentRequired(ConsentRequiredException refusal, HttpServletResponse response) throws IOException {
        response.sendError(HttpStatus.CONFLICT.value());
    }
}
