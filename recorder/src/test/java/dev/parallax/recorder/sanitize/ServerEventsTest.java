package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of WHATWG HTML, section 9.2, and the corners of its grammar. */
class ServerEventsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data: YHOO~data: +2~data: 10~~                      | (YHOO~+2~10)
          : test stream~~data: first event~id: 1~~data:second event~id~~data:  third event~~ \
                                                    | 1(first event) (second event) ( third event)
          data~~data~data~~data:                              | () (~)
          data:test~~data: test~~                             | (test) (test)
          event: add~data: 73857293~~event: remove~data: 2153~~event: add~data: 113411~~ \
                                                    | add(73857293) remove(2153) add(113411)
          event: lost~~data: 1~~                              | (1)
          event: a~event: b~data: 1~~                         | b(1)
          id: 7~~data: 1~~data: 2~~                           | 7(1) (2)
          id: 7~id: 8%9~data: 1~~                             | 7(1)
          retry: 10~DATA: no~ data: no~datax: no~data: 1~~    | (1)
          data: 1                                             | ''
          data: 1~                                            | ''
          ^data: 1~~                                          | (1)
          ~~^data: 1~~data: 2~~                               | (2)
          data: a:b: c~~                                      | (a:b: c)
          '' | ''
          """)
  void readsWhatAClientWouldBeToldOf(String stream, String events) {
    String source = stream.replace('^', '\uFEFF').replace('%', '\0');
    for (String end : List.of("\n", "\r", "\r\n")) {
      assertThat(String.join(" ", read(source.replace("~", end)))).as(end).isEqualTo(events);
    }
  }

  @Test
  void countsTheLinesOfAnEvent() {
    ServerEvents reader = new ServerEvents(bytes(": hi\n\ndata: 1\r\n: hi\r\n\r\ndata: 2\n\n"));
    assertThat(reader.next()).isTrue();
    assertThat(reader.length()).isEqualTo("data: 1\r\n: hi\r\n\r\n".length());
    assertThat(reader.end()).isEqualTo(": hi\n\ndata: 1\r\n: hi\r\n\r\n".length());
    assertThat(reader.next()).isTrue();
    assertThat(reader.length()).isEqualTo("data: 2\n\n".length());
    assertThat(reader.next()).isFalse();
  }

  /** {@code kind id (data)}, line ends as a tilde. */
  private static List<String> read(String stream) {
    ServerEvents reader = new ServerEvents(bytes(stream));
    List<String> events = new ArrayList<>();
    while (reader.next()) {
      String data = new String(reader.data(), StandardCharsets.UTF_8).replace('\n', '~');
      events.add(reader.kind() + reader.id() + '(' + data + ')');
    }
    return events;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
