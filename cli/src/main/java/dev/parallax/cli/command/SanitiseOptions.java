package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.NearestKey;
import dev.parallax.cli.config.Setting;
import dev.parallax.cli.config.Settings;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the proxy lets pass in the clear, and the key of its pseudonyms. */
final class SanitiseOptions {

  /** How what is not allowed by name is treated. */
  enum Treatment {
    STRICT,
    DETECT
  }

  @Option(
      names = "--mode",
      descriptionKey = "sanitise.mode",
      defaultValue = "strict",
      paramLabel = "TREATMENT",
      description =
          "strict (what is not known to be harmless is replaced) or detect (only what is recognised is:"
              + " for services that hold nobody's data). A route may say otherwise. Default: strict.")
  private Treatment mode = Treatment.STRICT;

  @Option(
      names = "--clear",
      descriptionKey = "sanitise.clear",
      split = ",",
      paramLabel = "LOCATION",
      description =
          "Lets a value pass in the clear: 'response body /items/*/price', 'request query sort',"
              + " 'request header x-region'. Repeatable.")
  List<String> clear = List.of();

  @Option(
      names = "--path",
      descriptionKey = "sanitise.paths",
      split = ",",
      paramLabel = "TEMPLATE",
      description =
          "Lets the words of a URL path pass in the clear, and names its endpoint: '/catalogue/{sku}',"
              + " '/files/**'; or keeps endpoints apart: '!/setup/{step}'. Repeatable.")
  List<String> paths = List.of();

  @Option(
      names = "--undetected",
      descriptionKey = "sanitise.undetected",
      split = ",",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description =
          "A kind of value that is not looked for where values pass in the clear: ${COMPLETION-CANDIDATES}."
              + " Repeatable.")
  List<String> undetected = List.of();

  @Option(
      names = "--key-file",
      descriptionKey = "sanitise.keyFile",
      paramLabel = "FILE",
      description =
          "The secret behind the pseudonyms, a text of at least 16 bytes; or PARALLAX_SANITISE_KEY. Default: a"
              + " random one, forgotten at the end: pseudonyms of two recordings don't join.")
  @Nullable Path keyFile;

  /** For completion, and to name them all. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Kind.personalWords().iterator();
    }
  }

  @Mixin private final GrpcOptions grpc = new GrpcOptions();

  /**
   * @param shared whether others record into the same log: then a key that they share is needed
   */
  Sanitiser sanitiser(Settings settings, boolean shared) {
    if (shared && keyFile == null && settings.get(Settings.SECRET_KEY).isEmpty()) {
      throw CliException.usage(
          "no key for the pseudonyms: recording into Kafka needs one that all proxies share"
              + " (--key-file FILE, or PARALLAX_SANITISE_KEY; or --ephemeral-key for a log of this"
              + " proxy's own)");
    }
    return new Sanitiser(policy(), key(settings), grpc.descriptors());
  }

  /** Of routes that do not say. */
  Mode mode() {
    return switch (mode) {
      case STRICT -> Mode.STRICT;
      case DETECT -> Mode.DETECT;
    };
  }

  SanitisePolicy policy() {
    for (String word : undetected) {
      Optional<String> nearest =
          Kind.personal(word).isPresent()
              ? Optional.empty()
              : NearestKey.of(word, Kind.personalWords());
      if (nearest.isPresent()) {
        throw CliException.usage(
            "sanitise.undetected: unknown kind '%s' (nearest known: '%s')"
                .formatted(word, nearest.get()));
      }
    }
    try {
      return new SanitisePolicy(mode(), clear, paths, undetected);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /** The file of the key, if that is where it is. */
  Optional<Path> keyFile() {
    return Optional.ofNullable(keyFile);
  }

  /**
   * Reads the key.
   *
   * @throws CliException if it can't be used
   */
  PseudonymKey key(Settings settings) {
    Optional<Setting> inline = settings.get(Settings.SECRET_KEY);
    if (keyFile != null) {
      return key(SecretFile.read(keyFile, "key"), keyFile.toString());
    }
    return inline
        .map(setting -> key(setting.text(), setting.origin()))
        .orElseGet(PseudonymKey::random);
  }

  /**
   * The key of its file, by what was read of that.
   *
   * @throws CliException if it can't be used
   */
  PseudonymKey key(byte[] content) {
    Path file = Objects.requireNonNull(keyFile);
    return key(SecretFile.text(content, file, "key"), file.toString());
  }

  /** White space at the ends does not count: an editor's last newline is no part of a secret. */
  private static PseudonymKey key(String secret, String origin) {
    try {
      return PseudonymKey.of(secret.strip().getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw CliException.usage(origin + ": " + e.getMessage());
    }
  }
}
