/**
 * What replaying costs, how punctual it is and what memory it takes. Not shipped.
 *
 * <p>{@link dev.parallax.bench.replay.ReplayBench} runs the packaged command line as its users do,
 * each run a process of its own, against a {@code StagingServer} in another, and holds the figures
 * against the goals. {@code Shop} makes up what is recorded and answered; {@code BareClient} is
 * what the cost is held against; {@code Parts} looks at single stages in this process.
 */
@NullMarked
package dev.parallax.bench.replay;

import org.jspecify.annotations.NullMarked;
