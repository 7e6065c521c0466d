package dev.parallax.recorder.log;

/**
 * Where an event stands in a log with partitions.
 *
 * @param partition from 0
 * @param offset of its record in the partition; below 0 where that is not known
 */
public record Position(int partition, long offset) {}
