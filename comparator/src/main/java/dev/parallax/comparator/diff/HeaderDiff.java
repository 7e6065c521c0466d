package dev.parallax.comparator.diff;

import dev.parallax.proto.Body;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.Header;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares header fields and trailers by name, each with its values in order. Names are matched
 * exactly, never in part: {@code date} says nothing of {@code x-candidate-id}.
 */
final class HeaderDiff {

  /** Between two hops only: they say nothing about the answer. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Another value in each answer by their meaning; that they are there is still compared. */
  private static final Set<String> VOLATILE =
      Set.of(
          "age",
          "cf-ray",
          "date",
          "etag",
          "expires",
          "request-id",
          "server-timing",
          "traceparent",
          "tracestate",
          "via",
          "x-amz-request-id",
          "x-amzn-requestid",
          "x-amzn-trace-id",
          "x-b3-spanid",
          "x-b3-traceid",
          "x-cloud-trace-context",
          "x-correlation-id",
          "x-request-id",
          "x-response-time",
          "x-runtime",
          "x-trace-id");

  private final Side base;
  private final Side other;
  private final Differences out;

  HeaderDiff(Side base, Side other, Differences out) {
    this.base = base;
    this.other = other;
    this.out = out;
  }

  void compare() {
    compare("header ", headers(base), headers(other));
    compare("trailer ", trailers(base), trailers(other));
  }

  private void compare(
      String place, SortedMap<String, List<String>> left, SortedMap<String, List<String>> right) {
    var names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      compare(place, name, left.getOrDefault(name, List.of()), right.getOrDefault(name, List.of()));
    }
  }

  private void compare(String place, String name, List<String> left, List<String> right) {
    String location = place + name;
    String was = String.join(", ", left);
    String is = String.join(", ", right);
    if (right.isEmpty()) {
      out.add(Kind.MISSING, location, was, "absent");
    } else if (left.isEmpty()) {
      out.add(Kind.EXTRA, location, "absent", is);
    } else if (VOLATILE.contains(name) || left.equals(right)) {
      return;
    } else if (hides(base.masks(), name) || hides(other.masks(), name)) {
      if (!Side.sameLengthClass(was, is)) {
        out.add(Kind.LENGTH, location, was, is);
      }
    } else if (name.startsWith(ListedHeaders.COOKIE)) {
      cookies(location, name, left, right);
    } else if (ListedHeaders.has(name)) {
      listed(location, ListedHeaders.members(name, left), ListedHeaders.members(name, right));
    } else if (left.size() > 1 && new TreeSet<>(left).equals(new TreeSet<>(right))) {
      out.add(left.size() == right.size() ? Kind.ORDER : Kind.LENGTH, location, was, is);
    } else if (!base.isSameTick(was, other, is)) {
      out.add(Kind.VALUE, location, was, is);
    }
  }

  private static boolean hides(Masks masks, String name) {
    return name.startsWith(ListedHeaders.COOKIE)
        ? masks.hidesCookieAttributes()
        : masks.hidesHeader(name);
  }

  /** Cookies of one name are as many: each path and domain has its own. */
  private void cookies(String location, String name, List<String> left, List<String> right) {
    if (left.size() != right.size()) {
      out.add(Kind.LENGTH, location, String.join(", ", left), String.join(", ", right));
      return;
    }
    for (int i = 0; i < left.size(); i++) {
      listed(
          location,
          ListedHeaders.members(name, List.of(left.get(i))),
          ListedHeaders.members(name, List.of(right.get(i))));
    }
  }

  /** Each member by itself, such as a directive of Cache-Control: their order says nothing. */
  private void listed(
      String location, SortedMap<String, String> left, SortedMap<String, String> right) {
    var names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      String was = left.get(name);
      String is = right.get(name);
      String place = location + '/' + name;
      if (is == null) {
        out.add(Kind.MISSING, place, Objects.requireNonNull(was), "absent");
      } else if (was == null) {
        out.add(Kind.EXTRA, place, "absent", is);
      } else if (!was.equals(is)) {
        out.add(Kind.VALUE, place, was, is);
      }
    }
  }

  private static SortedMap<String, List<String>> trailers(Side side) {
    var fields = new TreeMap<String, List<String>>();
    for (Header trailer : GrpcStatus.trailers(side.response())) {
      String name = trailer.getName().toLowerCase(Locale.ROOT);
      fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(trailer.getValue().strip());
    }
    return fields;
  }

  private static SortedMap<String, List<String>> headers(Side side) {
    var fields = new TreeMap<String, List<String>>();
    var dropped = new HashSet<>(HOP_BY_HOP);
    if (side.response().getBody().getExtent() != Body.Extent.EXTENT_NONE) {
      // The body itself is compared.
      dropped.add("content-length");
    }
    for (Header header : GrpcStatus.headers(side.response())) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (name.equals("connection")) {
        for (String option : header.getValue().split(",", -1)) {
          dropped.add(option.strip().toLowerCase(Locale.ROOT));
        }
      }
      if (name.equals("set-cookie")) {
        addCookie(fields, header.getValue());
      } else {
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(header.getValue().strip());
      }
    }
    fields.keySet().removeAll(dropped);
    return fields;
  }

  /** A cookie's value is drawn anew for each client; its name and attributes are not. */
  private static void addCookie(SortedMap<String, List<String>> fields, String value) {
    String[] parts = value.split(";", 2);
    int equals = parts[0].indexOf('=');
    String cookie = (equals < 0 ? parts[0] : parts[0].substring(0, equals)).strip();
    fields
        .computeIfAbsent(ListedHeaders.COOKIE + cookie, _ -> new ArrayList<>())
        .add(parts.length < 2 ? ListedHeaders.NOTHING : parts[1].strip());
  }
}
