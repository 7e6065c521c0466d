package dev.parallax.proxy.http2;

import io.netty.util.AsciiString;
import io.netty.util.ByteProcessor;
import java.util.BitSet;

/**
 * What a field of HTTP/2 must be, RFC 9113 section 8.2.1: a name or a value that means something
 * else once it is written as HTTP/1.1 would let a request hide in it.
 */
public final class Fields {

  /** As many as HTTP/1.1 is allowed. */
  public static final int MAX = 256;

  private static final BitSet NAME = new BitSet(128);

  static {
    NAME.set('a', 'z' + 1);
    NAME.set('0', '9' + 1);
    "!#$%&'*+-.^_`|~".chars().forEach(NAME::set);
  }

  private static final ByteProcessor IS_NAME = b -> b > 0 && NAME.get(b);
  private static final ByteProcessor IS_VALUE = b -> b != 0 && b != '\r' && b != '\n';

  private Fields() {}

  /** Whether it is a token without capital letters. */
  public static boolean isName(CharSequence name) {
    return name.length() > 0 && all(name, IS_NAME);
  }

  /** Whether it has no line end and no NUL, nor white space around it. */
  public static boolean isValue(CharSequence value) {
    int length = value.length();
    return length == 0
        || (!isBlank(value.charAt(0))
            && !isBlank(value.charAt(length - 1))
            && all(value, IS_VALUE));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean all(CharSequence text, ByteProcessor test) {
    try {
      return AsciiString.of(text).forEachByte(test) < 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
