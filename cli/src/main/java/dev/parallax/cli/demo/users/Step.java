package dev.parallax.cli.demo.users;

import java.time.Duration;

/**
 * One request of a visit.
 *
 * @param after the beginning of the visit
 * @param body JSON; empty for none
 * @param status that the shop gives by design
 */
record Step(Duration after, String method, String target, String body, int status) {}
