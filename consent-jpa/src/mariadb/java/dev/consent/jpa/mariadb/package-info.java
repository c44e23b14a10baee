/** MariaDB for the tests of its profile. */
@NullMarked
package dev.consent.jpa.mariadb;

import org.jspecify.annotations.NullMarked;
