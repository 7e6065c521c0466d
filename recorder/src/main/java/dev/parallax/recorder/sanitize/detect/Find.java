package dev.parallax.recorder.sanitize.detect;

/** A value recognised within text: {@code [start, end)} in UTF-16 units. */
public record Find(int start, int end, Kind kind) {}
