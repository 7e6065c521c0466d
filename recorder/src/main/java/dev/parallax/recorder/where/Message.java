package dev.parallax.recorder.where;

import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.StructValue;
import java.util.Optional;
import java.util.function.Function;

/** A request or response, of which a field is made when it is asked for. */
@SuppressWarnings("Immutable") // What it reads from is.
final class Message extends StructValue<String, Object> {

  private final StructType type;
  private final Function<String, Object> fields;

  Message(StructType type, Function<String, Object> fields) {
    this.type = type;
    this.fields = fields;
  }

  @Override
  public Object select(String field) {
    return fields.apply(field);
  }

  /** For {@code has(request.body)}: each is there. */
  @Override
  public Optional<Object> find(String field) {
    return Optional.of(select(field));
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public boolean isZeroValue() {
    return false;
  }

  @Override
  public CelType celType() {
    return type;
  }
}
