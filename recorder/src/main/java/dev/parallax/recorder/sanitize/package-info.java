/**
 * Replaces what is sensitive before anything leaves the process; deny by default.
 *
 * <p>Read {@link dev.parallax.recorder.sanitize.Sanitiser} first: it is the wiring. Then, from the
 * inside out: {@code Replacer} (a value becomes its pseudonym, by form alone), {@code
 * ValueSanitiser} (whether it has to, in each mode), {@code PathSegments} and {@code
 * HarmlessValues} (what passes), and a class for each place that holds values: {@code
 * TargetSanitiser}, {@code ParameterSanitiser}, {@code HeaderSanitiser}, {@code CookieSanitiser},
 * {@code CredentialSanitiser}, {@code BodySanitiser} with {@code JsonSanitiser} and {@code
 * TextSanitiser}. What values look like is known to {@code detect}, what they become to {@code
 * pseudonym}.
 *
 * <p>Pure: no clock, no logger, no I/O. All types are safe on any thread, except for those of one
 * message ({@code Scope}, {@code Leaves}, {@code JsonWalk}, {@code Pointer}), which stay on one.
 *
 * <p>What determinism costs: equal values are seen to be equal, and how often each occurs is seen.
 * Pseudonymised data remains personal data.
 */
@NullMarked
package dev.parallax.recorder.sanitize;

import org.jspecify.annotations.NullMarked;
