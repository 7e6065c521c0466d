package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Selection;

/**
 * What the recorder knows of an exchange besides the exchange: configuration, not captured text.
 */
public record Provenance(String service, Deployment deployment, Selection selection) {}
