package dev.parallax.replayer.credentials;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of credentials: one a line, but for empty lines and those that begin with {@code #}.
 * {@code ${NAME}} stands for a variable of the environment. What is refused is named by its place,
 * never by what stands there.
 */
public final class CredentialText {

  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):\\s+(\\S.*)");

  /** A scheme and what follows it: {@code Bearer …}. */
  private static final Pattern AUTHORIZATION = Pattern.compile("[A-Za-z][A-Za-z0-9-]* +\\S.*");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final String file;
  private final UnaryOperator<@Nullable String> environment;

  /**
   * @param file for what is refused
   * @param environment value of each variable; null for one that is not set
   */
  public CredentialText(String file, UnaryOperator<@Nullable String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * {@code Name: value}.
   *
   * @throws IllegalArgumentException for what is none, or if there is none
   */
  public List<HeaderLine> headers(String text) {
    return lines(text, CredentialText::header);
  }

  /**
   * {@code user:password}; or the value of an Authorization header, which has a blank: {@code
   * Bearer …}; or {@code Name: value}.
   *
   * @throws IllegalArgumentException for what is none, or if there is nobody
   */
  public List<User> users(String text) {
    return lines(text, CredentialText::user);
  }

  private <T> List<T> lines(String text, BiFunction<String, String, T> read) {
    List<T> all = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String plain = line.strip();
      if (!plain.isEmpty() && !plain.startsWith("#")) {
        String where = file + ":" + number;
        all.add(read.apply(where, expanded(where, plain)));
      }
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(file + ": is empty (expected: one of them a line)");
    }
    return all;
  }

  private String expanded(String where, String line) {
    Matcher matcher = VARIABLE.matcher(line);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String value = environment.apply(matcher.group(1));
      if (value == null) {
        throw new IllegalArgumentException(
            "%s: the variable %s is not set".formatted(where, matcher.group(1)));
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(out).toString();
  }

  private static HeaderLine header(String where, String line) {
    Matcher matcher = HEADER.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(where + ": no header (expected: Name: value)");
    }
    return HeaderLine.of(where, matcher.group(1), matcher.group(2));
  }

  private static User user(String where, String line) {
    if (HEADER.matcher(line).matches()) {
      return new User.ByHeader(header(where, line));
    }
    if (AUTHORIZATION.matcher(line).matches()) {
      return new User.ByHeader(HeaderLine.of(where, HeaderLine.AUTHORIZATION, line));
    }
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException(
          where + ": no user (expected: user:password, Bearer TOKEN, or Name: value)");
    }
    return new User.ByPassword(line.substring(0, colon), line.substring(colon + 1));
  }
}
