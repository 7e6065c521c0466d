package dev.parallax.comparator.growth;

/**
 * Of time in size: 0 where the size is no matter, 1 where twice the bytes take twice the time, 2
 * where they take four times.
 *
 * @param lower end of its 95 % interval
 * @param upper end of its 95 % interval
 */
public record Exponent(double estimate, double lower, double upper) {}
