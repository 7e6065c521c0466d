/**
 * What an operator asks a running proxy and tells it, on a listener of its own.
 *
 * <p>Read {@link dev.parallax.proxy.admin.AdminServer} (the listener), {@code AdminConnection} (one
 * question, one answer, within bounds), {@link dev.parallax.proxy.admin.Operated} (which questions
 * there are), {@code Health}, {@code CaptureSwitch} and {@code Draining}, then {@code Metrics} and
 * the collectors and meters behind it.
 *
 * <p>Nothing here runs on an event loop of traffic; what is read of those is read as it is counted,
 * or asked for by a task on them.
 */
@NullMarked
package dev.parallax.proxy.admin;

import org.jspecify.annotations.NullMarked;
