/** What a family can take home: everything that is held about a child, and the proof of what was decided. */
@NullMarked
package dev.consent.samples.parentportal.mydata;

import org.jspecify.annotations.NullMarked;
