package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.recent.Recent;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;

/**
 * Content types, each parsed once: a service has a handful. And what is recorded of them. Safe on
 * any thread.
 */
final class MediaTypes {

  private static final int MAX_TYPES = 64;
  private static final int MAX_CHARS = 128;

  private static final MediaType NONE = MediaType.parse("");

  private final Pseudonyms pseudonyms;
  private final Recent<String, MediaType> recent = new Recent<>(MAX_TYPES);

  MediaTypes(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  MediaType get(String value) {
    if (value.isEmpty()) {
      return NONE;
    }
    return value.length() > MAX_CHARS
        ? MediaType.parse(value)
        : recent.get(value, MediaType::parse);
  }

  /** As it may be recorded: with a boundary that nobody else knew. */
  String recorded(MediaType type) {
    return type.boundary().isEmpty()
        ? type.text()
        : type.text() + "; boundary=" + boundary(type.boundary());
  }

  /**
   * What parts the body in place of a boundary. It says nothing of the one that was, and nobody who
   * does not know the key can have written it into a part.
   */
  String boundary(String was) {
    return "parallax-" + pseudonyms.session("boundary " + was).substring(2);
  }

  Pseudonyms pseudonyms() {
    return pseudonyms;
  }
}
