package dev.parallax.replayer.renew;

import dev.parallax.proto.Request;
import java.util.Map;

/**
 * A request as one attempt sends it.
 *
 * @param values of it that no other attempt has, each with what stands for it in all of them: so
 *     that answers which repeat it can be compared
 */
public record Renewed(Request request, Map<String, String> values) {

  public Renewed {
    values = Map.copyOf(values);
  }
}
