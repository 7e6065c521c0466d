/**
 * A real Kafka of one node in this process, for one machine: the demo, and {@code --embedded}.
 *
 * <p>Read {@link dev.parallax.cli.broker.EmbeddedKafka} first; {@code BrokerSettings} is its {@code
 * server.properties}, {@code DirectoryLock} keeps a second one off its files, {@code FatalFaults}
 * keeps the JVM alive where Kafka would end it.
 *
 * <p>The broker's jars are not in the package that every verb loads. Only code that runs with the
 * {@code broker} folder on the class path may touch {@code EmbeddedKafka.start}. The broker runs on
 * its own threads; nothing here is called on an event loop.
 */
@NullMarked
package dev.parallax.cli.broker;

import org.jspecify.annotations.NullMarked;
