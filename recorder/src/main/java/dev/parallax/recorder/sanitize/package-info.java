/**
 * Replaces what is sensitive before anything leaves the process; deny by default.
 *
 * <p>Read {@link dev.parallax.recorder.sanitize.Sanitiser} first: it is the wiring. Then, from the
 * inside out: {@code Replacer} (a value becomes its pseudonym, by form alone), {@code
 * ValueSanitiser} (whether it has to, in each mode), {@code PathSegments} and {@code
 * HarmlessValues} (what passes), and a class for each place that holds values: {@code
 * TargetSanitiser}, {@code ParameterSanitiser}, {@code HeaderSanitiser}, {@code CookieSanitiser},
 * {@code CredentialSanitiser}, {@code BodySanitiser}, and {@code ContentSanitiser} with one class
 * for each form: {@code JsonSanitiser}, {@code XmlSanitiser}, {@code HtmlSanitiser}, {@code
 * TableSanitiser}, {@code MultipartSanitiser}, {@code GraphqlSanitiser}, {@code TextSanitiser}.
 * Values that are text in another writing are {@code EncodedValues}. {@code StreamSanitiser} has
 * what is sent message by message: {@code EventSanitiser}, and {@code GrpcSanitiser} with {@code
 * ProtoSanitiser}. Most JSON goes a shorter way to the same end: {@code PlainJson} and {@code
 * JsonPass}. Both tell {@code JsonLeaves} what became of each value. An {@code Explanation} is told
 * why by the same classes, where somebody asks for one. What values look like is known to {@code
 * detect}, what they become to {@code pseudonym}.
 *
 * <p>Pure: no clock, no logger, no I/O. All types are safe on any thread, except for those of one
 * message ({@code Scope}, {@code Leaves}, {@code JsonWalk}, {@code Pointer}) and what one pass
 * keeps ({@code JsonPass}, {@code JsonPlace}, {@code JsonLeaves}, {@code JsonBuffer}), which stay
 * on one. What is remembered between messages ({@code Recent}, {@code ByteMemo}, {@code
 * KnownBodies}) is bounded, holds captured values in memory alone, and never decides: it repeats
 * what was decided of the same value. {@code GrpcCalls} alone decides by what came before: whether
 * a server has answered a call of that target.
 *
 * <p>What determinism costs: equal values are seen to be equal, and how often each occurs is seen.
 * Pseudonymised data remains personal data.
 */
@NullMarked
package dev.parallax.recorder.sanitize;

import org.jspecify.annotations.NullMarked;
