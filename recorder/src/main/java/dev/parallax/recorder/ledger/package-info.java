/** The account of every exchange seen: captured, sampled out, or lost, each with a reason. */
@NullMarked
package dev.parallax.recorder.ledger;

import org.jspecify.annotations.NullMarked;
