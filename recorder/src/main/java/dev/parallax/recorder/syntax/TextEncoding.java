package dev.parallax.recorder.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which characters the bytes of a text are: by its byte order mark, else by what it was said to be,
 * unless it can hardly be that, else by what it says itself, else UTF-8. What is written has the
 * same encoding and mark.
 */
public final class TextEncoding {

  /** How much of a document is looked through for what it says. */
  private static final int MAX_DECLARATION = 1024;

  private static final Set<String> KNOWN =
      Set.of(
          "utf-8",
          "utf8",
          "us-ascii",
          "iso-8859-1",
          "latin1",
          "iso-8859-2",
          "iso-8859-9",
          "iso-8859-15",
          "windows-1250",
          "windows-1251",
          "windows-1252",
          "windows-1254",
          "koi8-r",
          "utf-16",
          "utf-16le",
          "utf-16be",
          "utf-32",
          "utf-32le",
          "utf-32be");

  private static final byte[] NO_MARK = {};

  /** What a decoder puts where bytes are no character's. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Charset charset;
  private final byte[] mark;

  private TextEncoding(Charset charset, byte... mark) {
    this.charset = charset;
    this.mark = mark;
  }

  /** Whether texts of this encoding can be read. */
  public static boolean knows(String name) {
    return KNOWN.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Null if the encoding is not known.
   *
   * @param named what it was said to be; empty if nothing was
   */
  public static @Nullable TextEncoding of(byte[] content, String named) {
    TextEncoding marked = marked(content);
    if (marked != null) {
      return marked;
    }
    if (!named.isEmpty()) {
      return likely(named(named), named, content);
    }
    TextEncoding wide = wide(content);
    if (wide != null) {
      return wide;
    }
    String declared = declared(content);
    // Wide characters would not have been read as a declaration (WHATWG HTML, section 13.2.3.2).
    boolean narrow = !declared.isEmpty() && !declared.toLowerCase(Locale.ROOT).startsWith("utf-");
    return narrow
        ? likely(named(declared), declared, content)
        : new TextEncoding(StandardCharsets.UTF_8, NO_MARK);
  }

  /**
   * What is said to be of single bytes, and has some beyond ASCII that make up UTF-8, is that: by
   * chance they hardly do. UTF-16 of which nobody said the order has mostly high bytes that are
   * alike.
   */
  private static @Nullable TextEncoding likely(
      @Nullable TextEncoding said, String name, byte[] content) {
    if (said == null) {
      return null;
    }
    if (name.equalsIgnoreCase("utf-16")) {
      return distinct(content, 1) < distinct(content, 0)
          ? new TextEncoding(StandardCharsets.UTF_16LE, NO_MARK)
          : said;
    }
    TextEncoding utf8 = new TextEncoding(StandardCharsets.UTF_8, NO_MARK);
    return said.limits() != null && beyondAscii(content) && utf8.decode(content, true) != null
        ? utf8
        : said;
  }

  private static boolean beyondAscii(byte[] content) {
    for (byte b : content) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }

  /** How many values every other byte has. */
  private static int distinct(byte[] content, int from) {
    BitSet seen = new BitSet(1 << Byte.SIZE);
    for (int i = from; i < content.length; i += 2) {
      seen.set(content[i] & 0xff);
    }
    return seen.cardinality();
  }

  private static @Nullable TextEncoding named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!KNOWN.contains(lower)) {
      return null;
    }
    return switch (lower) {
      case "utf-16" -> new TextEncoding(StandardCharsets.UTF_16BE, NO_MARK);
      case "utf-32" -> new TextEncoding(StandardCharsets.UTF_32BE, NO_MARK);
      default -> new TextEncoding(Charset.forName(lower), NO_MARK);
    };
  }

  private static @Nullable TextEncoding marked(byte[] content) {
    int first = first(content);
    if (first == 0x0000FEFF) {
      return new TextEncoding(StandardCharsets.UTF_32BE, Arrays.copyOf(content, 4));
    }
    if (first == 0xFFFE0000) {
      return new TextEncoding(StandardCharsets.UTF_32LE, Arrays.copyOf(content, 4));
    }
    if (first >>> 16 == 0xFEFF) {
      return new TextEncoding(StandardCharsets.UTF_16BE, Arrays.copyOf(content, 2));
    }
    if (first >>> 16 == 0xFFFE) {
      return new TextEncoding(StandardCharsets.UTF_16LE, Arrays.copyOf(content, 2));
    }
    return first >>> 8 == 0xEFBBBF
        ? new TextEncoding(StandardCharsets.UTF_8, Arrays.copyOf(content, 3))
        : null;
  }

  /** An opening bracket without a mark before it (XML 1.0, appendix F). */
  private static @Nullable TextEncoding wide(byte[] content) {
    return switch (first(content)) {
      case 0x0000003C -> new TextEncoding(StandardCharsets.UTF_32BE, NO_MARK);
      case 0x3C000000 -> new TextEncoding(StandardCharsets.UTF_32LE, NO_MARK);
      case 0x003C003F, 0x003C0021, 0x003C0068 ->
          new TextEncoding(StandardCharsets.UTF_16BE, NO_MARK);
      case 0x3C003F00, 0x3C002100, 0x3C006800 ->
          new TextEncoding(StandardCharsets.UTF_16LE, NO_MARK);
      default -> null;
    };
  }

  /** Four bytes, those that are not there set, so that they are no mark's. */
  private static int first(byte[] content) {
    int first = 0;
    for (int i = 0; i < 4; i++) {
      first = first << 8 | (i < content.length ? content[i] & 0xff : 0x7f);
    }
    return first;
  }

  /** By the declaration of XML, or the element of HTML. */
  private static String declared(byte[] content) {
    String start =
        new String(
            content, 0, Math.min(content.length, MAX_DECLARATION), StandardCharsets.ISO_8859_1);
    if (start.startsWith("<?xml")) {
      int end = start.indexOf("?>");
      return end < 0 ? "" : after(start.substring(0, end), "encoding");
    }
    int meta = start.indexOf('<') < 0 ? -1 : start.toLowerCase(Locale.ROOT).indexOf("<meta");
    return meta < 0 ? "" : after(start.substring(meta), "charset");
  }

  private static String after(String text, String word) {
    int at = text.toLowerCase(Locale.ROOT).indexOf(word);
    if (at < 0) {
      return "";
    }
    at += word.length();
    while (at < text.length() && " =\"'\t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int end = at;
    while (end < text.length() && " \"';>/\t\r\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(at, end);
  }

  /**
   * The text without its mark; null if the bytes are none.
   *
   * @param truncated whether the content ends early: a character that was cut is dropped
   */
  public @Nullable String decode(byte[] content, boolean truncated) {
    String text = charset.equals(StandardCharsets.UTF_8) ? plain(content) : null;
    text = text == null ? strictly(content, truncated) : text;
    // No text has a zero, unless it is of wide characters that nobody announced.
    return text == null || text.indexOf(0) >= 0 ? null : text;
  }

  /** Nearly all are whole and well-formed, and then this is fast; null if it may be neither. */
  private @Nullable String plain(byte[] content) {
    String text =
        new String(content, mark.length, content.length - mark.length, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : null;
  }

  private @Nullable String strictly(byte[] content, boolean truncated) {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    int length = content.length - mark.length;
    CharBuffer out = CharBuffer.allocate((int) Math.ceil(length * decoder.maxCharsPerByte()) + 1);
    try {
      var result = decoder.decode(ByteBuffer.wrap(content, mark.length, length), out, !truncated);
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException notText) {
      return null;
    }
    return out.flip().toString();
  }

  /** The text with its mark. What the encoding has not is a question mark. */
  public byte[] encode(CharSequence text) {
    byte[] bytes = text.toString().getBytes(charset);
    if (mark.length == 0) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(mark.length + bytes.length);
    out.writeBytes(mark);
    out.writeBytes(bytes);
    return out.toByteArray();
  }

  /** To ask whether a character can be written; null if all can. */
  public @Nullable CharsetEncoder limits() {
    return charset.name().startsWith("UTF") ? null : charset.newEncoder();
  }
}
