package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.WireTable.Row;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the proxy to {@code smuggled-responses.txt}: what the client gets of each answer, and that
 * nothing of it is taken for the answer to what is asked next.
 */
@ExtendWith(FailOnLeak.class)
class SmugglingResponseIT {

  private static final String NEXT = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final String NEXT_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext";
  private static final Pattern ADDED = Pattern.compile("(?:via|connection): [^\r]*\r\n");

  static List<Row> responses() {
    return WireTable.read("smuggled-responses.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("responses")
  void passesNoMoreThanTheTableSays(Row row) throws Exception {
    String expected = row.text('<');
    boolean isCut = expected.endsWith(" cut");
    try (ProxyFixture fixture = new ProxyFixture(t -> t.maxHeaderBytes = 1024);
        Wire client = fixture.client()) {
      String method = row.texts('@').stream().findFirst().orElse("GET");
      client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n" + NEXT);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(WireTable.bytes(row.text('>')));
      if (!row.texts('!').isEmpty()) {
        upstream.close();
      }
      if (!isCut) {
        boolean reused = row.text('=').equals("reused");
        Wire next = reused ? upstream : fixture.upstream.next();
        next.readHead();
        next.send(NEXT_ANSWER);
      }
      assertGot(client.readAll(), expected, isCut);
      if (isCut || row.text('=').equals("dropped")) {
        assertDropped(upstream, row);
      }
      assertThat(fixture.upstream.connections()).isEqualTo(connections(row, isCut));
    }
  }

  private static void assertGot(String all, String expected, boolean isCut) {
    if (expected.matches(".*\\d{3}")) {
      assertThat(SmugglingIT.statuses(all)).isEqualTo(WireTable.bytes(expected));
      assertThat(all).endsWith("\r\n\r\nnext");
      return;
    }
    String got = WireTable.spelled(ADDED.matcher(all).replaceAll(""));
    assertThat(got)
        .isEqualTo(
            isCut
                ? expected.substring(0, expected.length() - 4)
                : expected + WireTable.spelled(NEXT_ANSWER));
  }

  private static void assertDropped(Wire upstream, Row row) throws Exception {
    if (row.texts('!').isEmpty()) {
      assertThat(upstream.isAtEnd()).isTrue();
    }
  }

  private static int connections(Row row, boolean isCut) {
    return isCut || row.text('=').equals("reused") ? 1 : 2;
  }
}
