/** Data about several people is there only while each of them allows it. */
@NullMarked
package dev.consent.jpa.several;

import org.jspecify.annotations.NullMarked;
