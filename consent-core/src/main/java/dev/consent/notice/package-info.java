/** What recipients and sources of personal data have to be told, and the application's part in telling them. */
@NullMarked
package dev.consent.notice;

import org.jspecify.annotations.NullMarked;
