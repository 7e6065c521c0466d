package dev.parallax.recorder.sanitize;

import java.util.Locale;
import java.util.Set;

/** The values of attributes of one HTML document, by what they are. Confined to one thread. */
final class HtmlAttributes {

  /** What an element that has a name has under it. */
  private static final Set<String> NAMED = Set.of("value", "content", "placeholder");

  /** What is said to browsers and robots, not to people. */
  private static final Set<String> TECHNICAL =
      Set.of(
          "viewport",
          "robots",
          "googlebot",
          "referrer",
          "color-scheme",
          "theme-color",
          "format-detection",
          "content-type",
          "x-ua-compatible",
          "og:type",
          "twitter:card");

  private static final Set<String> URLS =
      Set.of(
          "og:url",
          "og:image",
          "og:image:secure_url",
          "og:video",
          "twitter:image",
          "twitter:url",
          "msapplication-tileimage",
          "msapplication-config",
          "url",
          "image");

  private final DocumentValues document;
  private final String base;

  /**
   * @param base where the document stands
   */
  HtmlAttributes(DocumentValues document, String base) {
    this.document = document;
    this.base = base;
  }

  /**
   * The value of one attribute, as it may be recorded.
   *
   * @param element in lower case, as the name
   * @param itself what the element calls what it holds; empty if it does not say
   */
  String value(String element, String itself, String name, String value)
      throws JsonTooMuchException {
    String at = base + '/' + element + "/@" + name;
    if (NAMED.contains(name) && !itself.isEmpty()) {
      if (element.equals("meta")) {
        return meta(itself, value);
      }
      return document.value(base + '/' + element + '/' + itself, itself, value);
    }
    return switch (WebAttribute.of(name)) {
      case URL -> document.url(at, value);
      case URLS -> urls(at, value);
      case NAME -> document.identifier(at, value);
      // A style can hold texts and links.
      case WORDS ->
          name.equals("style")
                  && (value.contains("url(") || value.indexOf('"') >= 0 || value.indexOf('\'') >= 0)
              ? document.text(at, value)
              : document.words(at, value);
      case CODE -> document.text(at, value);
      case VALUE -> document.value(at, name.startsWith("data-") ? name.substring(5) : name, value);
    };
  }

  private String meta(String itself, String value) throws JsonTooMuchException {
    String at = base + "/meta/" + itself;
    String lower = itself.toLowerCase(Locale.ROOT);
    if (TECHNICAL.contains(lower)) {
      return document.words(at, value);
    }
    if (URLS.contains(lower)) {
      return document.url(at, value);
    }
    int url = lower.equals("refresh") ? value.toLowerCase(Locale.ROOT).indexOf("url=") : -1;
    return url < 0
        ? document.value(at, itself, value)
        : document.words(at, value.substring(0, url + 4))
            + document.url(at, value.substring(url + 4));
  }

  /** Each with its width; but those that hold data, which may have commas themselves. */
  private String urls(String at, String value) throws JsonTooMuchException {
    if (value.contains("data:")) {
      return document.value(at, "", value);
    }
    StringBuilder out = new StringBuilder(value.length());
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || value.charAt(i) <= ' ' || value.charAt(i) == ',') {
        String word = value.substring(start, i);
        out.append(isWidth(word) ? word : document.url(at, word));
        if (i < value.length()) {
          out.append(value.charAt(i));
        }
        start = i + 1;
      }
    }
    return out.toString();
  }

  /** {@code 480w}, {@code 1.5x}. */
  private static boolean isWidth(String word) {
    int last = word.length() - 1;
    if (last < 1 || last > 5 || "wxh".indexOf(word.charAt(last)) < 0) {
      return word.isEmpty();
    }
    for (int i = 0; i < last; i++) {
      if (word.charAt(i) != '.' && (word.charAt(i) < '0' || word.charAt(i) > '9')) {
        return false;
      }
    }
    return true;
  }
}
