package dev.parallax.recorder.sanitize;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A number of a message, as JSON would write it.
 *
 * @param type of the field: any of numbers
 */
record ProtoNumber(FieldDescriptor.Type type, String literal) {

  /** Before the room that a type has is taken for too small. */
  static final int TRIES = 64;

  /** Below it, a double tells all whole numbers apart. */
  private static final double MAX_WHOLE = 1L << 53;

  static ProtoNumber read(FieldDescriptor.Type type, CodedInputStream in) throws IOException {
    return new ProtoNumber(
        type,
        switch (type) {
          case INT32 -> Integer.toString(in.readInt32());
          case SINT32 -> Integer.toString(in.readSInt32());
          case SFIXED32 -> Integer.toString(in.readSFixed32());
          case UINT32 -> Integer.toUnsignedString(in.readUInt32());
          case FIXED32 -> Integer.toUnsignedString(in.readFixed32());
          case INT64 -> Long.toString(in.readInt64());
          case SINT64 -> Long.toString(in.readSInt64());
          case SFIXED64 -> Long.toString(in.readSFixed64());
          case UINT64 -> Long.toUnsignedString(in.readUInt64());
          case FIXED64 -> Long.toUnsignedString(in.readFixed64());
          case FLOAT -> {
            float number = in.readFloat();
            yield whole(number) ? Long.toString((long) number) : Float.toString(number);
          }
          case DOUBLE -> {
            double number = in.readDouble();
            yield whole(number) ? Long.toString((long) number) : Double.toString(number);
          }
          default -> throw new IllegalArgumentException(type.name());
        });
  }

  /** Whether it is a number as JSON has them. */
  boolean finite() {
    return !literal.endsWith("N") && !literal.endsWith("y");
  }

  ProtoNumber with(String other) {
    return new ProtoNumber(type, other);
  }

  /** Whether a number, written as this one is, has room in the type. */
  boolean holds(String number) {
    return switch (type) {
      case FLOAT -> Float.isFinite(Float.parseFloat(number));
      case DOUBLE -> Double.isFinite(Double.parseDouble(number));
      case INT32, SINT32, SFIXED32 -> within(number, 31, true);
      case UINT32, FIXED32 -> within(number, 32, false);
      case INT64, SINT64, SFIXED64 -> within(number, 63, true);
      default -> within(number, 64, false);
    };
  }

  void write(CodedOutputStream out) throws IOException {
    switch (type) {
      case INT32 -> out.writeInt32NoTag(Integer.parseInt(literal));
      case SINT32 -> out.writeSInt32NoTag(Integer.parseInt(literal));
      case SFIXED32 -> out.writeSFixed32NoTag(Integer.parseInt(literal));
      case UINT32 -> out.writeUInt32NoTag(Integer.parseUnsignedInt(literal));
      case FIXED32 -> out.writeFixed32NoTag(Integer.parseUnsignedInt(literal));
      case INT64 -> out.writeInt64NoTag(Long.parseLong(literal));
      case SINT64 -> out.writeSInt64NoTag(Long.parseLong(literal));
      case SFIXED64 -> out.writeSFixed64NoTag(Long.parseLong(literal));
      case UINT64 -> out.writeUInt64NoTag(Long.parseUnsignedLong(literal));
      case FIXED64 -> out.writeFixed64NoTag(Long.parseUnsignedLong(literal));
      case FLOAT -> out.writeFloatNoTag(Float.parseFloat(literal));
      case DOUBLE -> out.writeDoubleNoTag(Double.parseDouble(literal));
      default -> throw new IllegalArgumentException(type.name());
    }
  }

  private static boolean within(String number, int bits, boolean signed) {
    BigInteger value = new BigDecimal(number).toBigInteger();
    BigInteger end = BigInteger.ONE.shiftLeft(bits);
    return value.compareTo(end) < 0
        && value.compareTo(signed ? end.negate() : BigInteger.ZERO) >= 0;
  }

  private static boolean whole(double number) {
    return number == Math.rint(number) && Math.abs(number) < MAX_WHOLE;
  }
}
