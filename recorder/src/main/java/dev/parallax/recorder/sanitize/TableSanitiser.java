package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.TooMuch;
import dev.parallax.recorder.sanitize.SanitisedContent.UnknownCharset;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import dev.parallax.recorder.syntax.CsvReader;
import dev.parallax.recorder.syntax.TextEncoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tables in text, as lists of objects are: {@code body /*}{@code /email}. The first row names the
 * columns if it can, and if a row behind it has something that could not; else they are called by
 * their numbers, from 0.
 */
final class TableSanitiser {

  private static final int MAX_COLUMNS = 1024;

  private final ValueSanitiser values;

  TableSanitiser(ValueSanitiser values) {
    this.values = values;
  }

  /**
   * @param base where the table stands: {@code body }, with a blank at its end
   */
  SanitisedContent body(
      Scope scope, String base, byte[] content, MediaType type, boolean truncated) {
    TextEncoding encoding = TextEncoding.of(content, type.charset());
    if (encoding == null) {
      return new UnknownCharset();
    }
    String text = encoding.decode(content, truncated);
    if (text == null) {
      return new Malformed();
    }
    char separator = type.tabbed() ? '\t' : CsvReader.separator(text);
    try {
      Pass pass = new Pass(scope, base, text, separator);
      if (!pass.all(truncated)) {
        return new Malformed();
      }
      byte[] out = encoding.encode(pass.out);
      return truncated ? new Prefix(out, pass.rows, pass.end) : new Whole(out);
    } catch (JsonTooMuchException tooMuch) {
      return new TooMuch();
    }
  }

  /** The names of the columns; empty if the first row names none. */
  private static List<String> columns(String text, char separator) {
    CsvReader reader = new CsvReader(text, separator);
    List<String> names = new ArrayList<>();
    Set<String> distinct = new HashSet<>();
    do {
      if (!reader.next() || names.size() == MAX_COLUMNS) {
        return List.of();
      }
      String name = reader.value().strip();
      if (!named(name) || !distinct.add(name)) {
        return List.of();
      }
      names.add(name);
    } while (!reader.isLastOfRow());
    boolean more;
    do {
      more = reader.next();
      if (more && !reader.value().isBlank() && !named(reader.value().strip())) {
        return names;
      }
    } while (more && !reader.isLastOfRow());
    return List.of();
  }

  /** {@code email}, {@code Order date}. */
  private static boolean named(String name) {
    return !name.isEmpty()
        && !HarmlessValues.smallInteger(name)
        && NameSanitiser.identifier(name.replace(' ', '_'));
  }

  /** One table. Confined to one thread. */
  private final class Pass {
    private final Scope scope;
    private final Scope alone;
    private final String text;
    private final CsvReader reader;
    private final char separator;
    private final List<String> columns;
    private final JsonLeaves leaves = new JsonLeaves();
    private final JsonPlace row;
    private final StringBuilder out;
    private long rows;
    private long end;

    Pass(Scope scope, String base, String text, char separator) {
      this.scope = scope;
      this.text = text;
      this.separator = separator;
      alone = scope.alone();
      reader = new CsvReader(text, separator);
      columns = columns(text, separator);
      row = JsonPlace.root(new JsonPlace.Tree(scope.side(), Clear.NOTHING), base).item();
      out = new StringBuilder(text.length() + 64);
    }

    /**
     * False if it is no table.
     *
     * @param truncated then it is cut behind its last whole row
     */
    boolean all(boolean truncated) throws JsonTooMuchException {
      leaves.beginList();
      boolean head = !columns.isEmpty();
      int column = 0;
      int whole = 0;
      while (reader.next()) {
        if (reader.isUnclosed()) {
          break;
        }
        if (head) {
          out.append(text, reader.from(), reader.to());
        } else {
          if (column == 0) {
            leaves.item();
          }
          cell(column < columns.size() ? columns.get(column) : Integer.toString(column));
        }
        out.append(text, reader.to(), reader.end());
        column++;
        if (reader.isLastOfRow()) {
          boolean ended = reader.end() > reader.to();
          whole = ended || !truncated ? out.length() : whole;
          end = ended ? reader.end() : end;
          rows += head || !ended ? 0 : 1;
          head = false;
          column = 0;
        }
      }
      if (reader.isUnclosed() && !truncated) {
        return false;
      }
      out.setLength(truncated ? whole : out.length());
      leaves.end(scope.leaves());
      return true;
    }

    private void cell(String column) throws JsonTooMuchException {
      JsonPlace place = row.member(column);
      String was = reader.value();
      String value = was.strip();
      if (value.isEmpty()) {
        leaves.passes(place);
        out.append(text, reader.from(), reader.to());
        return;
      }
      Location at = leaves.location(place);
      String is = values.leaf(alone, at, value, 0);
      leaves.decided(place, alone, at, scope.leaves());
      if (is.equals(value)) {
        out.append(text, reader.from(), reader.to());
      } else {
        int start = was.indexOf(value);
        write(was.substring(0, start) + is + was.substring(start + value.length()));
      }
    }

    private void write(String value) {
      boolean quotes = reader.isQuoted() || value.startsWith("\"");
      for (int i = 0; i < value.length() && !quotes; i++) {
        char c = value.charAt(i);
        quotes = c == separator || c == '\n' || c == '\r';
      }
      out.append(quotes ? '"' + value.replace("\"", "\"\"") + '"' : value);
    }
  }
}
