/**
 * What is measured, and what stands around it: {@code Lineup} starts all of it.
 *
 * <p>Each {@code Subject} is a process (with its workers) on the processor that {@code Cores} keeps
 * for proxies; origin, staging, broker and load generator have the others. A {@code Workspace} ends
 * the processes and deletes what they wrote, however the measuring ends.
 */
@NullMarked
package dev.parallax.bench.load.subject;

import org.jspecify.annotations.NullMarked;
