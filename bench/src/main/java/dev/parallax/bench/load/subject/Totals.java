package dev.parallax.bench.load.subject;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording proxy says in its last words about all exchanges.
 *
 * @param seen by the tap
 * @param captured acknowledged by the log
 * @param counted of the rest, what it names with reasons
 * @param words as it said them
 */
public record Totals(long seen, long captured, long counted, String words) {

  private static final Pattern LINE =
      Pattern.compile("(\\d+) exchanges seen, (\\d+) captured((?:, \\d+ [a-z ]+)*)");
  private static final Pattern REST = Pattern.compile(", (\\d+) ");

  public static Totals parse(String printed) throws IOException {
    Matcher line = LINE.matcher(printed);
    if (!line.find()) {
      throw new IOException("the proxy told no totals: " + printed.strip());
    }
    long counted =
        REST.matcher(line.group(3))
            .results()
            .mapToLong(rest -> Long.parseLong(rest.group(1)))
            .sum();
    return new Totals(
        Long.parseLong(line.group(1)), Long.parseLong(line.group(2)), counted, line.group());
  }
}
