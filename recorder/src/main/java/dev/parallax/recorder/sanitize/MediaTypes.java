package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.recent.Recent;

/** Content types, each parsed once: a service has a handful. Safe on any thread. */
final class MediaTypes {

  private static final int MAX_TYPES = 64;
  private static final int MAX_CHARS = 128;

  private static final MediaType NONE = MediaType.parse("");

  private final Recent<String, MediaType> recent = new Recent<>(MAX_TYPES);

  MediaType get(String value) {
    if (value.isEmpty()) {
      return NONE;
    }
    return value.length() > MAX_CHARS
        ? MediaType.parse(value)
        : recent.get(value, MediaType::parse);
  }
}
