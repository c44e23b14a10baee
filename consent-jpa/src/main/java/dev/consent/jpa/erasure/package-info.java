/** Obligations to erase, the sweep that meets them, the re-scan that doubts it, and the receipts that prove it. */
@NullMarked
package dev.consent.jpa.erasure;

import org.jspecify.annotations.NullMarked;
