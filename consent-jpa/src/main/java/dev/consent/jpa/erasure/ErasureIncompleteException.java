package dev.consent.jpa.erasure;

import dev.consent.ConsentException;

/** The re-scan found data that should have been erased. Nothing was marked done; the erasure is tried again. */
final class ErasureIncompleteException extends ConsentException {

    private static final long serialVersionUID = 1L;

    ErasureIncompleteException(String what, long left) {
        super(left + " rows of " + what + " are left after they were erased; the erasure was rolled back");
    }
}
