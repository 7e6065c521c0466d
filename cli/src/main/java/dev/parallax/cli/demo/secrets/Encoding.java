package dev.parallax.cli.demo.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The forms that ASCII text may be written in, each so that it can be found within a longer one.
 */
enum Encoding {
  PLAIN {
    @Override
    List<byte[]> of(String text) {
      return List.of(text.getBytes(US_ASCII));
    }
  },
  REVERSED {
    @Override
    List<byte[]> of(String text) {
      return List.of(new StringBuilder(text).reverse().toString().getBytes(US_ASCII));
    }
  },
  UTF_16 {
    @Override
    List<byte[]> of(String text) {
      return List.of(text.getBytes(UTF_16LE), text.getBytes(UTF_16BE));
    }
  },
  PERCENT {
    @Override
    List<byte[]> of(String text) {
      return List.of(each(text, "%%%02x"::formatted));
    }
  },
  QUOTED_PRINTABLE {
    @Override
    List<byte[]> of(String text) {
      return List.of(each(text, "=%02x"::formatted));
    }
  },
  JSON_ESCAPE {
    @Override
    List<byte[]> of(String text) {
      return List.of(each(text, "\\u%04x"::formatted));
    }
  },
  HTML_ENTITY {
    @Override
    List<byte[]> of(String text) {
      return List.of(each(text, "&#%d;"::formatted), each(text, "&#x%x;"::formatted));
    }
  },
  HEX {
    @Override
    List<byte[]> of(String text) {
      return List.of(HexFormat.of().formatHex(text.getBytes(US_ASCII)).getBytes(US_ASCII));
    }
  },
  /** At each of the three alignments, less the characters that it shares with its neighbours. */
  BASE64 {
    @Override
    List<byte[]> of(String text) {
      Set<String> forms = new LinkedHashSet<>();
      for (int shift = 0; shift < 3; shift++) {
        byte[] shifted = ("\0".repeat(shift) + text).getBytes(US_ASCII);
        int from = (8 * shift + 5) / 6;
        int to = 8 * shifted.length / 6;
        forms.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
        forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
      }
      return forms.stream().map(form -> form.getBytes(US_ASCII)).toList();
    }
  };

  /**
   * @param text ASCII
   */
  abstract List<byte[]> of(String text);

  private static byte[] each(String text, IntFunction<String> form) {
    return text.chars().mapToObj(form).collect(Collectors.joining()).getBytes(ISO_8859_1);
  }
}
