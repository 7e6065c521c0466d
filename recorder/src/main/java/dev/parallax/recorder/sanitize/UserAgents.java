package dev.parallax.recorder.sanitize;

import java.util.List;

/** Reduces a user agent to its family and major version: the rest tells people apart. */
final class UserAgents {

  /** Special before general: every browser also says that it is its ancestors. */
  private static final List<String> FAMILIES =
      List.of(
          "Edg",
          "OPR",
          "SamsungBrowser",
          "Firefox",
          "Chrome",
          "Version",
          "Safari",
          "curl",
          "Wget",
          "okhttp",
          "PostmanRuntime",
          "python-requests",
          "Python-urllib",
          "aiohttp",
          "axios",
          "node-fetch",
          "undici",
          "Go-http-client",
          "Apache-HttpClient",
          "Java",
          "Java-http-client",
          "Vert.x-WebClient",
          "ReactorNetty",
          "kube-probe",
          "Prometheus",
          "Googlebot",
          "bingbot",
          "Dalvik",
          "CFNetwork",
          "hey",
          "k6",
          "wrk",
          "ApacheBench");

  private static final int MAX_MAJOR_DIGITS = 4;

  private UserAgents() {}

  /**
   * {@code Firefox/128}; the value itself where it says no more; empty if the family is unknown.
   */
  static String family(String value) {
    for (String family : FAMILIES) {
      int at = value.indexOf(family + '/');
      if (at < 0 || (at > 0 && Character.isLetterOrDigit(value.charAt(at - 1)))) {
        continue;
      }
      int start = at + family.length() + 1;
      int end = start;
      while (end < value.length() && Character.isDigit(value.charAt(end))) {
        end++;
      }
      if (end > start && end - start <= MAX_MAJOR_DIGITS) {
        boolean plain = at == 0 && version(value, end);
        return plain ? value : value.substring(at, end);
      }
    }
    return "";
  }

  /** Whether nothing but a few more digits follows. */
  private static boolean version(String value, int from) {
    return value.length() - from <= 8
        && value.chars().skip(from).allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }
}
