package dev.parallax.proxy.tap;

import dev.parallax.recorder.raw.RawHeader;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Netty's headers as plain values, in the order they came. */
final class RawHeaders {

  private RawHeaders() {}

  static List<RawHeader> of(HttpHeaders headers) {
    if (headers.isEmpty()) {
      return List.of();
    }
    List<RawHeader> lines = new ArrayList<>(headers.size());
    Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      Map.Entry<CharSequence, CharSequence> line = all.next();
      lines.add(new RawHeader(line.getKey().toString(), line.getValue().toString()));
    }
    return lines;
  }
}
