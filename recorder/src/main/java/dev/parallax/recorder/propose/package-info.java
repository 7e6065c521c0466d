/**
 * What an allow-list might let pass, learned from a recording: {@link
 * dev.parallax.recorder.propose.PolicyLearner} folds exchanges, and proposes.
 *
 * <p>Works on what was sanitised alone. That is enough: a pseudonym has the form of its value, and
 * equal values have equal ones, so that forms and counts of values are known, and values are not.
 * All types are confined to one thread.
 */
@NullMarked
package dev.parallax.recorder.propose;

import org.jspecify.annotations.NullMarked;
