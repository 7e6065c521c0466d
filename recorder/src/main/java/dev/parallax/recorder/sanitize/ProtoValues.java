package dev.parallax.recorder.sanitize;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.grpc.Timestamps;
import dev.parallax.recorder.grpc.Transparent;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The rule for single values of messages: strings and numbers as those of JSON, so that equal ones
 * have equal pseudonyms; truth values, and the words of an enumeration, pass; bytes are replaced as
 * a whole. What comes out is always of the field's type.
 */
final class ProtoValues {

  private static final String BYTES = "bytes";

  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final Replacer replacer;

  ProtoValues(ValueSanitiser values, NameSanitiser names, Replacer replacer) {
    this.values = values;
    this.names = names;
    this.replacer = replacer;
  }

  /** Reads a value without its tag, and writes it so. */
  void value(
      MessageList list,
      JsonPlace place,
      FieldDescriptor field,
      CodedInputStream in,
      CodedOutputStream out)
      throws IOException {
    switch (field.getType()) {
      case STRING -> out.writeStringNoTag(string(list, place, field, in.readString()));
      case BYTES -> out.writeByteArrayNoTag(bytes(list, place, in.readByteArray()));
      case BOOL -> {
        boolean value = in.readBool();
        list.keeps(place, Boolean.toString(value), Why.BOOLEAN);
        out.writeBoolNoTag(value);
      }
      case ENUM -> {
        int number = in.readEnum();
        boolean known = field.getEnumType().findValueByNumber(number) != null;
        if (known) {
          list.keeps(place, Integer.toString(number), Why.WORD_OF_ENUM);
        }
        out.writeEnumNoTag(
            known
                ? number
                : Integer.parseInt(
                    number(
                        list,
                        place,
                        new ProtoNumber(FieldDescriptor.Type.INT32, Integer.toString(number)))));
      }
      default -> {
        ProtoNumber number = ProtoNumber.read(field.getType(), in);
        if (number.finite()) {
          number.with(number(list, place, number)).write(out);
        } else {
          list.leaves().passes(place);
          number.write(out);
        }
      }
    }
  }

  /** Reads the key of a map without its tag, writes what stands for it, and returns that. */
  String key(Scope scope, FieldDescriptor field, CodedInputStream in, CodedOutputStream out)
      throws IOException {
    return switch (field.getType()) {
      case STRING -> {
        String name = names.name(scope, in.readString());
        out.writeStringNoTag(name);
        yield name;
      }
      case BOOL -> {
        boolean key = in.readBool();
        out.writeBoolNoTag(key);
        yield Boolean.toString(key);
      }
      default -> {
        ProtoNumber number = ProtoNumber.read(field.getType(), in);
        Scope aside = scope.alone();
        ProtoNumber name = fitted(number, aside, new Location("", ""));
        name.write(out);
        yield name.literal();
      }
    };
  }

  /** As the text that JSON has for it. */
  byte[] timestamp(MessageList list, JsonPlace place, CodedInputStream in) throws IOException {
    long seconds = 0;
    int nanos = 0;
    boolean empty = true;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      empty = false;
      switch (tag) {
        case 1 << 3 | WireFormat.WIRETYPE_VARINT -> seconds = in.readInt64();
        case 2 << 3 | WireFormat.WIRETYPE_VARINT -> nanos = in.readInt32();
        default -> {
          var _ = in.skipField(tag);
          list.dropped(place);
        }
      }
    }
    Instant instant = Timestamps.instant(seconds, nanos);
    if (empty) {
      list.leaves().passes(place);
      return new byte[0];
    }
    if (instant == null) {
      list.dropped(place);
      return new byte[0];
    }
    Location at = list.leaves().location(place);
    String stands = list.decided(place, at, values.leaf(list.alone(), at, instant.toString(), 0));
    return time(list, place, stands);
  }

  private static byte[] time(MessageList list, JsonPlace place, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      Instant instant = Instant.parse(text);
      out.writeInt64(1, instant.getEpochSecond());
      out.writeInt32(2, instant.getNano());
    } catch (DateTimeException noTime) {
      list.dropped(place);
    }
    out.flush();
    return bytes.toByteArray();
  }

  private String string(MessageList list, JsonPlace place, FieldDescriptor field, String text)
      throws IOException {
    if (field.getContainingType().getFullName().equals(Transparent.FIELD_MASK)) {
      // Names of fields, with their dots.
      list.leaves().passes(place);
      return names.name(list.scope(), text);
    }
    Location at = list.leaves().location(place);
    return list.decided(place, at, values.leaf(list.alone(), at, text, 0));
  }

  private String number(MessageList list, JsonPlace place, ProtoNumber number) throws IOException {
    Location at = list.leaves().location(place);
    return list.decided(place, at, fitted(number, list.alone(), at).literal());
  }

  /**
   * A pseudonym that its type has not the room for is replaced in turn, which for permutations is
   * still one; where none comes to fit, a digit less does.
   */
  private ProtoNumber fitted(ProtoNumber number, Scope alone, Location at) {
    String stands = values.number(alone, at, number.literal());
    for (int i = 0; !number.holds(stands) && i < ProtoNumber.TRIES; i++) {
      stands = replacer.number(stands).text();
    }
    return number.with(
        number.holds(stands) ? stands : stands.substring(0, number.literal().length() - 1));
  }

  private byte[] bytes(MessageList list, JsonPlace place, byte[] value) throws IOException {
    Location at = list.leaves().location(place);
    if (!denied(list.scope(), at, value)) {
      list.keeps(place, "[%d bytes]".formatted(value.length), Why.OPEN_BYTES);
      return value;
    }
    list.leaves().replaced(place, BYTES, false);
    list.scope().reducesBytes(at, value.length, BYTES);
    return replacer.pseudonyms().bytes(value);
  }

  private boolean denied(Scope scope, Location at, byte[] value) {
    if (value.length == 0) {
      return false;
    }
    boolean open =
        values.mode() == Mode.DETECT
            ? !(HarmlessValues.secret(at) && values.finder().looksFor(Kind.SECRET))
            : values.clear().passes(scope.side(), at);
    return !open || !values.finder().in(new String(value, StandardCharsets.ISO_8859_1)).isEmpty();
  }
}
