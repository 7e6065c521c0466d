package dev.parallax.replayer.plan;

import dev.parallax.proto.Leg;

/**
 * One planned sending of an exchange.
 *
 * @param attempt from 1, counted for each leg
 */
public record Arm(Leg leg, int attempt) {}
