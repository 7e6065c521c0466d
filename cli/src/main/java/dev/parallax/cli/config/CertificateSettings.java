package dev.parallax.cli.config;

import dev.parallax.cli.CliException;
import dev.parallax.proxy.tls.KeyFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads {@code proxy.tls.certificates}, a list of maps.
 *
 * <pre>
 *   proxy:
 *     tls:
 *       certificates:
 *         - {cert: /etc/parallax/shop.pem, key: /etc/parallax/shop.key}
 * </pre>
 */
public final class CertificateSettings {

  static final String PREFIX = "proxy.tls.certificates.";

  /** The keys of one entry. */
  static final Set<String> KEYS = Set.of("cert", "key");

  private final Settings settings;

  public CertificateSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * In the order of the file; empty if there are none.
   *
   * @throws CliException naming the key that an entry lacks
   */
  public List<KeyFiles> certificates() {
    return IntStream.range(0, settings.items(PREFIX))
        .mapToObj(i -> new KeyFiles(path(i, "cert"), path(i, "key")))
        .toList();
  }

  private Path path(int item, String name) {
    String key = PREFIX + item + "." + name;
    return settings
        .get(key)
        .map(setting -> Path.of(setting.text()))
        .orElseThrow(() -> CliException.usage("%s: not set (expected: a PEM file)".formatted(key)));
  }
}
