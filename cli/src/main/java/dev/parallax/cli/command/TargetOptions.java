package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.replayer.wire.TargetTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where this process may send, how long it waits for that, and whom it trusts there; each worker
 * has its own.
 */
final class TargetOptions {

  @Option(
      names = "--allow-target",
      descriptionKey = "replay.allowTarget",
      split = ",",
      paramLabel = "HOST[:PORT]",
      description =
          "A host that may be sent to, besides loopback addresses; of a worker, whatever a run asks for."
              + " Repeatable.")
  Set<String> allowTargets = Set.of();

  @Option(
      names = "--wait-for",
      descriptionKey = "replay.waitFor",
      defaultValue = "0s",
      paramLabel = "TIME",
      description = "How long the targets may take to come up. Default: 0s.")
  Duration waitFor = Duration.ZERO;

  @Option(
      names = "--target-ca",
      descriptionKey = "target.ca",
      paramLabel = "FILE",
      description =
          "Of https targets, trusts the certificates of this PEM file, and no others. Default: those that"
              + " Java trusts.")
  private @Nullable Path ca;

  @Option(
      names = "--target-insecure",
      descriptionKey = "target.insecure",
      description = "Trusts any certificate of an https target, whosoever's it is.")
  private boolean insecure;

  @Option(
      names = "--target-cert",
      descriptionKey = "target.cert",
      paramLabel = "FILE",
      description =
          "A PEM file: the certificate, and the chain above it, for https targets that ask for one.")
  private @Nullable Path cert;

  @Option(
      names = "--target-key",
      descriptionKey = "target.key",
      paramLabel = "FILE",
      description = "A PEM file: the private key of --target-cert, in PKCS#8, not encrypted.")
  private @Nullable Path key;

  /**
   * @throws CliException if a file is not usable (2)
   */
  TargetTls tls() {
    try {
      return TargetTls.load(ca, insecure, cert, key);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }
}
