package dev.consent.jpa.erasure.log;

import dev.consent.ConsentException;

/** The erasure log could not be written or read. As long as that is so, nothing is erased. */
public final class ErasureLogException extends ConsentException {

    private static final long serialVersionUID = 1L;

    public ErasureLogException(String message, Throwable cause) {
        super(message, cause);
    }

    public ErasureLogException(String message) {
        super(message);
    }
}
