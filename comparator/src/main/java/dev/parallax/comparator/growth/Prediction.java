package dev.parallax.comparator.growth;

/**
 * Nanoseconds that an answer of production's size is to take.
 *
 * @param lower by the lower end of the slope's 95 % interval; what else is uncertain is not in it
 * @param upper likewise
 */
public record Prediction(double nanos, double lower, double upper) {}
