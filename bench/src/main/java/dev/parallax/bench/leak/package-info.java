/**
 * A leak test that does not know the sanitiser: seeded values of many kinds are planted in many
 * places, written, coded and framed in many ways, sent through the real proxy over TCP, and looked
 * for in every byte that it wrote.
 *
 * <p>Read {@code value} (what is planted, and what gives it away), {@code place} (where and how:
 * {@code Cells} has all combinations), {@code wire} (client, proxy and origin), {@code oracle}
 * (finds secrets in anything), {@code utility} (what is kept, which the other half of the test is
 * about), and {@code run}: {@code LeakRun} plants, {@code Verdict} judges, {@code
 * known-failing.txt} is the list of what leaks.
 */
@NullMarked
package dev.parallax.bench.leak;

import org.jspecify.annotations.NullMarked;
