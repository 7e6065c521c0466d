package dev.parallax.recorder.propose;

/**
 * A location that might pass in the clear.
 *
 * @param location as in {@code sanitise.clear}
 * @param reason why nobody can be told by what stands there, in a few words
 * @param kinds what its values were replaced as, with blanks between
 * @param distinct different values that were seen, as far as they were counted
 * @param more whether there were others
 * @param leaves values that would be in the clear
 */
public record Proposal(
    String location, String reason, String kinds, long distinct, boolean more, long leaves) {}
