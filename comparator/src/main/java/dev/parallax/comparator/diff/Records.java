package dev.parallax.comparator.diff;

import com.google.protobuf.ByteString;
import dev.parallax.comparator.diff.Json.Member;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts that hold records, read as the JSON that says the same: lines of JSON, and forms. */
final class Records {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** With those whose values the recorder replaces line by line. */
  private static final Set<String> LINES_OF_JSON =
      Set.of(
          "application/json-seq",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/json-lines");

  private Records() {}

  /**
   * Whether text of this type is to hold records.
   *
   * @param type media type in lower case, without parameters
   */
  static boolean areIn(String type) {
    return LINES_OF_JSON.contains(type) || type.equals(FORM);
  }

  /**
   * @param type media type in lower case, without parameters
   * @param prefix the text may end anywhere: its last record may be a part of one, and is left out
   * @return null if it is neither, or malformed
   */
  static @Nullable Json parse(String type, ByteString text, boolean prefix) {
    if (!areIn(type)) {
      return null;
    }
    // Byte for byte: none is lost that is no UTF-8.
    String bytes = text.toString(StandardCharsets.ISO_8859_1);
    return type.equals(FORM) ? form(bytes, prefix) : lines(bytes, prefix);
  }

  private static @Nullable Json lines(String text, boolean prefix) {
    List<String> lines = whole(text.lines().filter(line -> !line.isBlank()).toList(), prefix);
    List<Json> records = new ArrayList<>(lines.size());
    for (String line : lines) {
      Json record = JsonText.parse(ByteString.copyFrom(line, StandardCharsets.ISO_8859_1), false);
      if (record == null) {
        return null;
      }
      records.add(record);
    }
    return Json.Arr.of(records, prefix);
  }

  private static @Nullable Json form(String text, boolean prefix) {
    List<Member> fields = new ArrayList<>();
    try {
      for (String pair : whole(List.of(text.strip().split("&", -1)), prefix)) {
        int equals = pair.indexOf('=');
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        if (!pair.isEmpty()) {
          fields.add(
              new Member(
                  decoded(equals < 0 ? pair : pair.substring(0, equals)),
                  new Json.Str(decoded(value))));
        }
      }
    } catch (IllegalArgumentException malformed) {
      return null;
    }
    return Json.Obj.of(fields, prefix);
  }

  private static List<String> whole(List<String> records, boolean prefix) {
    return prefix ? records.subList(0, Math.max(0, records.size() - 1)) : records;
  }

  /** What is no UTF-8 is marked, and read as ISO 8859-1, in which no two values are one. */
  private static String decoded(String text) {
    String bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    ByteString content = ByteString.copyFrom(bytes, StandardCharsets.ISO_8859_1);
    return content.isValidUtf8() ? content.toStringUtf8() : '\uFFFD' + bytes;
  }
}
