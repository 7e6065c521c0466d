/** How truly a run sent what was recorded: pace, order, completeness. */
@NullMarked
package dev.parallax.comparator.fidelity;

import org.jspecify.annotations.NullMarked;
