package dev.parallax.recorder.endpoint;

import java.util.Locale;
import java.util.Set;

/** Languages of countries, {@code en-GB} or {@code pt_br}: a closed list, and nobody's secret. */
public final class Locales {

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private Locales() {}

  public static boolean is(String segment) {
    return segment.length() == 5
        && (segment.charAt(2) == '-' || segment.charAt(2) == '_')
        && LANGUAGES.contains(segment.substring(0, 2))
        && COUNTRIES.contains(segment.substring(3).toUpperCase(Locale.ROOT));
  }
}
