/**
 * What all files of traffic that others recorded have in common, however they are written: {@link
 * dev.parallax.cli.intake.TrafficReader} gives their exchanges one by one, and says of each that it
 * can't give why not. What it gives is raw: it goes the way of what a proxy sees.
 */
@NullMarked
package dev.parallax.cli.intake;

import org.jspecify.annotations.NullMarked;
