package dev.parallax.proxy.headers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.headers.Forwarding.Trace;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TraceParentTest {

  private static final String VALID = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @ParameterizedTest
  @CsvSource({
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff, true",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x, false",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-, false",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1, false",
    "00-4BF92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
    "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01, false",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01, false",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01, false",
    "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
    "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01, false",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01, false",
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
    "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more, true",
    "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more, false",
    "'', false",
    "00, false",
  })
  void knowsWhatIsValid(String parent, boolean valid) {
    assertThat(TraceParent.isValid(parent)).isEqualTo(valid);
  }

  @ParameterizedTest
  @EnumSource(Trace.class)
  void passesAValidOneWithItsState(Trace trace) {
    HttpHeaders headers = headers(VALID);
    headers.add("tracestate", "a=1").add("tracestate", "b=2");
    TraceParent.continueOrCreate(headers, trace);
    assertThat(headers.getAll("traceparent")).containsExactly(VALID);
    assertThat(headers.getAll("tracestate")).containsExactly("a=1", "b=2");
  }

  @Test
  void dropsAnInvalidOneWithItsState() {
    HttpHeaders headers = headers("00-0-0-01");
    headers.add("tracestate", "a=1");
    TraceParent.continueOrCreate(headers, Trace.CONTINUE);
    assertThat(headers.isEmpty()).isTrue();
  }

  @Test
  void dropsSeveralEvenIfEachIsValid() {
    HttpHeaders headers = headers(VALID);
    headers.add("TraceParent", VALID);
    TraceParent.continueOrCreate(headers, Trace.CONTINUE);
    assertThat(headers.isEmpty()).isTrue();
  }

  @Test
  void leavesARequestWithoutOneAsItIs() {
    HttpHeaders headers = new DefaultHttpHeaders();
    TraceParent.continueOrCreate(headers, Trace.CONTINUE);
    assertThat(headers.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"SAMPLED, -01", "UNSAMPLED, -00"})
  void createsADifferentValidOneEachTime(Trace trace, String flags) {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      HttpHeaders headers = i % 2 == 0 ? new DefaultHttpHeaders() : headers("not valid");
      // What another trace left must not become part of the new one.
      headers.add("tracestate", "a=1");
      TraceParent.continueOrCreate(headers, trace);
      assertThat(headers.getAll("traceparent"))
          .singleElement()
          .satisfies(parent -> assertThat(TraceParent.isValid(parent)).isTrue())
          .asString()
          .startsWith("00-")
          .endsWith(flags);
      assertThat(headers.contains("tracestate")).isFalse();
      made.add(headers.get("traceparent"));
    }
    assertThat(made).hasSize(100);
  }

  private static HttpHeaders headers(String traceparent) {
    return new DefaultHttpHeaders().add("traceparent", traceparent);
  }
}
