/**
 * The log in Kafka: the same two small interfaces as the capture file, and what many readers and
 * workers need besides.
 *
 * <p>Reading order: {@code Topic} and {@code EventCodec} say where which event stands and what its
 * record looks like; {@link dev.parallax.recorder.log.kafka.LogLayout} how topics are made. Writing
 * is {@link dev.parallax.recorder.log.kafka.KafkaLog}, which {@code ProducerStart} opens in the
 * background. Reading begins at {@link dev.parallax.recorder.log.kafka.KafkaEvents}: {@code
 * KafkaReader} merges ranges of partitions by time, {@link
 * dev.parallax.recorder.log.kafka.KafkaTail} follows, and {@code KafkaRunReader} puts a run
 * together from the topics that it is spread over.
 *
 * <p>Workers: {@link dev.parallax.recorder.log.kafka.WorkerGroup} decides whose a partition is,
 * {@link dev.parallax.recorder.log.kafka.PartitionProgress} follows what of it is done, out of
 * order, and {@link dev.parallax.recorder.log.kafka.RunOffsets} commits that. A run's state is the
 * fold of its events, {@link dev.parallax.recorder.log.kafka.RunStory}.
 *
 * <p>Threads: each writer, reader and tail is confined to one thread; the producer's own thread
 * settles receipts; a membership has a thread of its own. Only this package knows Kafka's classes.
 */
@NullMarked
package dev.parallax.recorder.log.kafka;

import org.jspecify.annotations.NullMarked;
