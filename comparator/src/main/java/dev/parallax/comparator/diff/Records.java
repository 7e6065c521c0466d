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

  private static final Set<String> LINES_OF_JSON =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/json-lines");

  private Records() {}

  /**
   * @param type media type in lower case, without parameters
   * @param prefix the text may end anywhere: its last record may be a part of one, and is left out
   * @return null if it is neither, or malformed
   */
  static @Nullable Json parse(String type, ByteString text, boolean prefix) {
    if (LINES_OF_JSON.contains(type)) {
      return lines(text.toStringUtf8(), prefix);
    }
    return type.equals("application/x-www-form-urlencoded")
        ? form(text.toStringUtf8(), prefix)
        : null;
  }

  private static @Nullable Json lines(String text, boolean prefix) {
    List<String> lines = whole(text.lines().filter(line -> !line.isBlank()).toList(), prefix);
    List<Json> records = new ArrayList<>(lines.size());
    for (String line : lines) {
      Json record = JsonText.parse(ByteString.copyFromUtf8(line), false);
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

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
