package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Settings;
import dev.parallax.proxy.admin.AdminServer;
import dev.parallax.proxy.admin.AdminSettings;
import dev.parallax.proxy.admin.AdminToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a proxy's operator asks, and how that is known to be the operator. */
final class AdminOptions {

  @Option(
      names = "--admin",
      descriptionKey = "admin.listen",
      paramLabel = "HOST:PORT",
      description =
          "Answers its operator there: /metrics, /livez, /readyz, /config, /ledger, /capture, /drain"
              + " (docs/metrics.md). An address other than loopback needs a token.")
  private @Nullable InetSocketAddress listen;

  @Option(
      names = "--admin-token-file",
      descriptionKey = "admin.tokenFile",
      paramLabel = "FILE",
      description =
          "The secret that the operator shows as a bearer token, at least 16 characters; or"
              + " PARALLAX_ADMIN_TOKEN.")
  private @Nullable Path tokenFile;

  /**
   * Listens, if that was asked for.
   *
   * @throws CliException if the address needs a token and there is none, or can't be listened on
   */
  Optional<AdminServer> start(Settings settings) {
    if (listen == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(AdminServer.start(admin(listen, settings)));
    } catch (IOException e) {
      throw CliException.couldNotRun(e);
    }
  }

  /**
   * The token's file may be elsewhere: who names one is taken to have it.
   *
   * @throws CliException as {@link #start}
   */
  void check(Settings settings) {
    if (listen != null && tokenFile == null) {
      var _ = admin(listen, settings);
    }
  }

  private AdminSettings admin(InetSocketAddress address, Settings settings) {
    try {
      return new AdminSettings(address, token(settings));
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  private Optional<AdminToken> token(Settings settings) {
    if (tokenFile != null) {
      return Optional.of(token(SecretFile.read(tokenFile, "token"), tokenFile.toString()));
    }
    return settings
        .get(Settings.ADMIN_TOKEN_KEY)
        .map(setting -> token(setting.text(), setting.origin()));
  }

  private static AdminToken token(String secret, String origin) {
    try {
      return AdminToken.of(secret.strip());
    } catch (IllegalArgumentException e) {
      throw CliException.usage(origin + ": " + e.getMessage());
    }
  }
}
