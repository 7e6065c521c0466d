package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Cards;
import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Shapes;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.regex.Pattern;

/**
 * Other values of the same form in the place of pseudonyms: a mail address for a mail address, a
 * number of as many digits, a card that passes the Luhn test, a UUID of the same version. The same
 * value becomes the same one wherever it stands, and another one under another key. Safe on any
 * thread.
 *
 * <p>The key is no secret, since what is replaced says nothing of anybody.
 */
public final class FreshValues {

  private static final Pattern CARD = Pattern.compile("[0-9](?:[ -]?[0-9]){11,18}");
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][-. ()/0-9]{5,24}");

  private final Replacer replacer;

  /**
   * @param key tells apart whose they are
   */
  public FreshValues(byte[] key) {
    replacer = new Replacer(new Pseudonyms(key));
  }

  /**
   * @param kinds what was replaced by the pseudonym, as {@code Leaf.kind} has it: a card that
   *     nobody issued, or a number that nobody has, is not told by its form alone
   */
  public String of(String pseudonym, String kinds) {
    if (pseudonym.isEmpty()) {
      return pseudonym;
    }
    Kind kind = Shapes.of(pseudonym);
    if (kinds.equals(Kind.CARD.word()) && isCard(pseudonym)) {
      kind = Kind.CARD;
    } else if (kinds.equals(Kind.PHONE.word()) && PHONE.matcher(pseudonym).matches()) {
      kind = Kind.PHONE;
    }
    return kind == Kind.CARD || kind == Kind.PHONE
        ? replacer.of(kind, pseudonym)
        : replacer.made(pseudonym).text();
  }

  private static boolean isCard(String text) {
    String digits = CARD.matcher(text).matches() ? text.replaceAll("[ -]", "") : "";
    int last = digits.length() - 1;
    return last > 0 && Cards.checkDigit(digits.substring(0, last)) == digits.charAt(last);
  }
}
