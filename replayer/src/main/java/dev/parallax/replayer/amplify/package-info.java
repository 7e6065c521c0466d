/**
 * Several times the load of a recording: each session is sent as it was recorded, and as copies of
 * it, each of which is somebody else.
 *
 * <p>{@link dev.parallax.replayer.amplify.AmplifiedExchanges} puts the copies among what was
 * recorded ({@link dev.parallax.recorder.session.SessionCopy}: another session, a little later).
 * From there on a copy is an exchange like any other: its order, what binds it to answers, and its
 * outcomes are its own. {@link dev.parallax.replayer.amplify.CopiedEntries} puts other values in
 * the place of those that say who sends it, which {@code Whose} tells from what it is about.
 */
@NullMarked
package dev.parallax.replayer.amplify;

import org.jspecify.annotations.NullMarked;
