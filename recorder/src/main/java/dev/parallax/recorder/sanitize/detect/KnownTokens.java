package dev.parallax.recorder.sanitize.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys and tokens that say by how they begin whose they are, as their issuers publish it. */
public final class KnownTokens {

  static final int MIN_LENGTH = 15;

  /** However many there are. */
  private static final int ANY = 0;

  /** Within so many characters a token has a digit, where its beginning alone does not tell. */
  private static final int NEAR = 64;

  private static final String DIGITS = "0123456789";
  private static final String HEX = DIGITS + "abcdef";
  private static final String UPPER = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String ALNUM = UPPER + "abcdefghijklmnopqrstuvwxyz";
  private static final String NAME = ALNUM + "_";
  private static final String URL = NAME + "-";
  private static final String URL_DOT = URL + ".";
  private static final String BASE64 = ALNUM + "+/=_-";

  private static final List<Form> FORMS =
      List.of(
          // AWS
          new Form("AKIA", UPPER, 16, 16),
          new Form("ASIA", UPPER, 16, 16),
          // GitHub, GitLab
          new Form("ghp_", ALNUM, 30, ANY),
          new Form("gho_", ALNUM, 30, ANY),
          new Form("ghu_", ALNUM, 30, ANY),
          new Form("ghs_", ALNUM, 30, ANY),
          new Form("ghr_", ALNUM, 30, ANY),
          new Form("github_pat_", NAME, 40, ANY),
          new Form("glpat-", URL, 20, ANY),
          // Slack
          new Form("xoxa-", URL, 10, ANY),
          new Form("xoxb-", URL, 10, ANY),
          new Form("xoxe-", URL, 10, ANY),
          new Form("xoxp-", URL, 10, ANY),
          new Form("xoxr-", URL, 10, ANY),
          new Form("xoxs-", URL, 10, ANY),
          new Form("xapp-", URL, 10, ANY),
          // Stripe
          new Form("sk_live_", ALNUM, 16, ANY),
          new Form("sk_test_", ALNUM, 16, ANY),
          new Form("rk_live_", ALNUM, 16, ANY),
          new Form("rk_test_", ALNUM, 16, ANY),
          new Form("whsec_", BASE64, 20, ANY),
          // Google
          new Form("AIza", URL, 35, 35),
          new Form("ya29.", URL_DOT, 20, ANY),
          new Form("GOCSPX-", URL, 20, ANY),
          // SendGrid, Twilio
          new Form("SG.", URL_DOT, 40, ANY),
          new Form("SK", HEX, 32, 32),
          new Form("AC", HEX, 32, 32),
          // npm, PyPI, Hugging Face, OpenAI and Anthropic
          new Form("npm_", ALNUM, 30, ANY),
          new Form("pypi-", URL, 40, ANY),
          new Form("hf_", ALNUM, 30, ANY),
          new Form("sk-", URL, 20, ANY),
          // DigitalOcean, Shopify, Vault
          new Form("dop_v1_", HEX, 64, 64),
          new Form("shpat_", HEX, 32, 32),
          new Form("shpss_", HEX, 32, 32),
          new Form("hvs.", URL, 20, ANY));

  private static final Form[] NONE = {};

  /** By the first character of the prefix. */
  private static final Form[][] BY_FIRST = new Form[128][];

  static {
    for (int first = 0; first < BY_FIRST.length; first++) {
      int c = first;
      BY_FIRST[first] =
          FORMS.stream().filter(form -> form.prefix.charAt(0) == c).toArray(Form[]::new);
    }
  }

  /**
   * @param min how many characters of the alphabet follow at least; {@code most} or {@code ANY} at
   *     most, or it is none
   */
  private record Form(String prefix, String alphabet, int min, int most) {

    /** Where the token ends that starts there; -1 if there is none. */
    int end(String text, int start) {
      if (!text.startsWith(prefix, start)) {
        return -1;
      }
      int from = start + prefix.length();
      int near = end(text, from, from + (most == ANY ? NEAR : most + 1));
      if (mayBeWords() && !hasDigit(text, from, near)) {
        return -1;
      }
      if (most != ANY) {
        boolean whole = near == text.length() || !Character.isLetterOrDigit(text.charAt(near));
        return whole && near - from >= min && near - from <= most ? near : -1;
      }
      int end = end(text, near, text.length());
      // A full stop or a dash that ends a sentence, unless the token needs it.
      while (end - from > min && ".-_".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      return end - from >= min ? end : -1;
    }

    /** Its beginning is so short that it begins other names, too. */
    private boolean mayBeWords() {
      return prefix.length() < 4;
    }

    private static boolean hasDigit(String text, int from, int to) {
      for (int i = from; i < to; i++) {
        if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
          return true;
        }
      }
      return false;
    }

    private int end(String text, int from, int limit) {
      int end = from;
      while (end < Math.min(limit, text.length()) && alphabet.indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      return end;
    }
  }

  private KnownTokens() {}

  /** Within one word. */
  static void find(Reading reading, int start, int wordEnd) {
    String text = reading.text();
    int at = start;
    while (at + MIN_LENGTH <= wordEnd) {
      boolean begins = beginning(text.charAt(at)).length > 0 && reading.wordStarts(at);
      Form form = begins ? formAt(text, at) : null;
      int end = form == null ? -1 : form.end(text, at);
      if (end > 0) {
        reading.add(at, end, Kind.SECRET);
      }
      at = Math.max(at + 1, end);
    }
  }

  private static Form[] beginning(char first) {
    return first < BY_FIRST.length ? BY_FIRST[first] : NONE;
  }

  private static @Nullable Form formAt(String text, int at) {
    for (Form form : beginning(text.charAt(at))) {
      if (form.end(text, at) > 0) {
        return form;
      }
    }
    return null;
  }

  /** How many characters say of what sort the token is; 0 if it is none of these. */
  public static int prefix(String token) {
    Form form = token.isEmpty() ? null : formAt(token, 0);
    return form == null ? 0 : form.prefix.length();
  }
}
