package dev.parallax.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({"65536, 65536", "1KiB, 1024", "1 MiB, 1048576", "2g, 2147483648", "0, 0"})
  void readsSizes(String text, long bytes) {
    assertThat(new Values.ByteSizeConverter().convert(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5MiB", "10 parsecs", "9999999999GiB", "MiB"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> new Values.ByteSizeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "2m, PT2M", "1h, PT1H"})
  void readsDurations(String text, Duration duration) {
    assertThat(new Values.DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "1d2h", "-5s", "soon"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> new Values.DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:8080, 8080", "[::1]:90, 90", ":0, 0", "localhost:1, 1"})
  void readsAddresses(String text, int port) {
    assertThat(new Values.AddressConverter().convert(text).getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8080", "host", "host:", "host:-1", "host:70000", ""})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> new Values.AddressConverter().convert(text))
        .isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:80",
        "ftp://host/",
        "http://",
        "http://u:p@host/",
        "http://a b/",
        "http://h/?q"
      })
  void refusesWhatIsNoTarget(String text) {
    assertThatThrownBy(() -> new Values.TargetConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("a URL such as");
  }
}
