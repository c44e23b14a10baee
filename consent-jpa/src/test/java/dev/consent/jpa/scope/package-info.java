/** What a scope hides and opens: audiences, the purpose of the work, clocks, privileges, native queries. */
@NullMarked
package dev.consent.jpa.scope;

import org.jspecify.annotations.NullMarked;
