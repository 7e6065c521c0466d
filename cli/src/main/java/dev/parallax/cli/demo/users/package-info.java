/**
 * The users of the demo: who they are, what they do, and the sending of it.
 *
 * <p>Read {@link dev.parallax.cli.demo.users.Users} first, then {@code Plan} (what one visit does,
 * and when), {@code Shopper} (whose data it sends), and {@code Visit} (the sending, in order, with
 * a cookie jar of its own). Plans are made beforehand from a seed: the same seed, the same requests
 * at the same times. What the shop gives out on the way (sessions, tokens, order numbers) is
 * random, and planted as a secret as it arrives.
 *
 * <p>Each visit runs on a virtual thread. Nothing is shared but the client, the secrets and the
 * tally, which are safe on any thread.
 */
@NullMarked
package dev.parallax.cli.demo.users;

import org.jspecify.annotations.NullMarked;
