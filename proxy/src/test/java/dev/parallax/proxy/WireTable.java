package dev.parallax.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of cases that are spelled byte by byte, as a text file. The first lines of the file, each
 * with a {@code #}, say what its own columns mean.
 *
 * <p>{@code ¶} is CRLF; {@code \r \n \t \0 \xHH} are bytes; {@code {text*N}} is a repetition. Text
 * is Latin-1: a character is a byte.
 */
final class WireTable {

  /** One case: its name, and its lines by what they start with. */
  record Row(String name, List<Line> lines) {

    List<String> texts(char column) {
      return lines.stream().filter(l -> l.column() == column).map(Line::text).toList();
    }

    String text(char column) {
      List<String> texts = texts(column);
      if (texts.size() != 1) {
        throw new IllegalArgumentException("%s: %d of '%s'".formatted(name, texts.size(), column));
      }
      return texts.getFirst();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  record Line(char column, String text) {}

  private static final Pattern ESCAPE =
      Pattern.compile("¶|\\\\([rnt0\\\\])|\\\\x([0-9a-f]{2})|\\{([^*{}]+)\\*(\\d+)}");

  private WireTable() {}

  static List<Row> read(String resource) {
    List<Row> rows = new ArrayList<>();
    for (String line : text(resource).lines().toList()) {
      if (line.startsWith("  ")) {
        rows.getLast().lines().add(new Line(line.charAt(2), line.substring(4)));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(new Row(line, new ArrayList<>()));
      }
    }
    return rows;
  }

  static String bytes(String spelled) {
    Matcher escape = ESCAPE.matcher(spelled);
    StringBuilder bytes = new StringBuilder();
    while (escape.find()) {
      escape.appendReplacement(bytes, Matcher.quoteReplacement(meaning(escape)));
    }
    return escape.appendTail(bytes).toString();
  }

  /** As the table would spell it. */
  static String spelled(String bytes) {
    StringBuilder spelled = new StringBuilder();
    for (char c : bytes.replace("\r\n", "¶").toCharArray()) {
      switch (c) {
        case '\r' -> spelled.append("\\r");
        case '\n' -> spelled.append("\\n");
        default -> {
          boolean plain = c == '¶' || (c >= ' ' && c < 0x7f);
          spelled.append(plain ? String.valueOf(c) : "\\x%02x".formatted((int) c));
        }
      }
    }
    return spelled.toString();
  }

  private static String meaning(Matcher escape) {
    if (escape.group(1) != null) {
      return switch (escape.group(1)) {
        case "r" -> "\r";
        case "n" -> "\n";
        case "t" -> "\t";
        case "0" -> "\0";
        default -> "\\";
      };
    }
    if (escape.group(2) != null) {
      return String.valueOf((char) Integer.parseInt(escape.group(2), 16));
    }
    if (escape.group(3) != null) {
      return bytes(escape.group(3)).repeat(Integer.parseInt(escape.group(4)));
    }
    return "\r\n";
  }

  private static String text(String resource) {
    try (InputStream in = WireTable.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
