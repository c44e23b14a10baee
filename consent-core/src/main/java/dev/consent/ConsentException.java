package dev.consent;

/**
 * Something consent refuses or cannot do. The message names types, attributes and purposes and says what to do next; it
 * never holds a personal value or the key of a person.
 */
public class ConsentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConsentException(String message) {
        super(message);
    }

    public ConsentException(String message, Throwable cause) {
        super(message, cause);
    }
}
