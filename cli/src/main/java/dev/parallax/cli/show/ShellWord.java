package dev.parallax.cli.show;

import com.google.protobuf.ByteString;
import java.util.Base64;

/** Words of a command line as any POSIX shell reads them. */
final class ShellWord {

  private ShellWord() {}

  /** Within single quotes, which keep all but themselves. */
  static String of(String text) {
    return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "-_./:,@%+=".indexOf(c) >= 0);
  }

  /**
   * Whether its bytes can stand in a command line as they are: text, and no character of control.
   */
  static boolean canHold(ByteString bytes) {
    return bytes.isValidUtf8()
        && bytes
            .toStringUtf8()
            .chars()
            .allMatch(c -> (c >= ' ' && c != 0x7f && !Character.isISOControl(c)) || c == '\n');
  }

  /**
   * A command that prints those bytes, by what every shell has built in as far as they are text.
   */
  static String printing(ByteString bytes) {
    if (canHold(bytes)) {
      return "printf %s " + of(bytes.toStringUtf8());
    }
    return "printf %s "
        + of(Base64.getEncoder().encodeToString(bytes.toByteArray()))
        + " | base64 -d";
  }
}
