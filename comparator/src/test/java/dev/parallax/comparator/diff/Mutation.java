package dev.parallax.comparator.diff;

import dev.parallax.proto.Divergence.Kind;

/** What a regression may do to one member of an answer. */
enum Mutation {
  CHANGE_NUMBER(Kind.VALUE, "17", "18"),
  CHANGE_LAST_DIGIT(Kind.VALUE, "12345678901234567890", "12345678901234567891"),
  CHANGE_STRING(Kind.VALUE, "\"red\"", "\"Red\""),
  TRIM_STRING(Kind.VALUE, "\"red \"", "\"red\""),
  EMPTY_STRING(Kind.VALUE, "\"red\"", "\"\""),
  FLIP_FLAG(Kind.VALUE, "true", "false"),
  NUMBER_TO_STRING(Kind.TYPE, "17", "\"17\""),
  FLAG_TO_STRING(Kind.TYPE, "true", "\"true\""),
  FLAG_TO_NUMBER(Kind.TYPE, "true", "1"),
  VALUE_TO_NULL(Kind.TYPE, "17", "null"),
  OBJECT_TO_LIST(Kind.TYPE, "{\"q\":1}", "[{\"q\":1}]"),
  EMPTY_OBJECT_TO_LIST(Kind.TYPE, "{}", "[]"),
  DECIMALS(Kind.REPRESENTATION, "17", "17.00"),
  EXPONENT(Kind.REPRESENTATION, "1700", "1.7e3"),
  REORDER(Kind.ORDER, "[1,2,3]", "[2,1,3]"),
  REORDER_KEYED(Kind.ORDER, "[{\"id\":1},{\"id\":2}]", "[{\"id\":2},{\"id\":1}]"),
  DROP_LAST(Kind.LENGTH, "[1,2,3]", "[1,2]"),
  DUPLICATE_ITEM(Kind.LENGTH, "[1,2,3]", "[1,2,2,3]"),
  EMPTY_LIST(Kind.LENGTH, "[{\"id\":1}]", "[]"),
  REMOVE(Kind.MISSING, "17", ""),
  ADD(Kind.EXTRA, "", "17");

  final Kind kind;
  final String before;
  final String after;

  Mutation(Kind kind, String before, String after) {
    this.kind = kind;
    this.before = before;
    this.after = after;
  }
}
