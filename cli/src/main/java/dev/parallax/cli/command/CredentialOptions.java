package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.replayer.credentials.CredentialText;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.credentials.HeaderLine;
import dev.parallax.replayer.credentials.JwtSigner;
import dev.parallax.replayer.credentials.OAuth2Client;
import dev.parallax.replayer.credentials.Source;
import dev.parallax.replayer.credentials.User;
import dev.parallax.replayer.process.ShellCommand;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** As whom requests are sent; each worker has its own. Secrets stand in files. */
final class CredentialOptions {

  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_PRINTED_BYTES = 64 << 10;

  /** Which requests get credentials of a source. */
  enum Requests {
    RECORDED,
    ALL
  }

  @Option(
      names = "--auth-header-file",
      descriptionKey = "credentials.headerFile",
      paramLabel = "FILE",
      description =
          "Headers that all requests get, 'Name: value' a line; may name variables of the environment"
              + " (docs/usage.md).")
  private @Nullable Path headerFile;

  @Option(
      names = "--auth-users",
      descriptionKey = "credentials.usersFile",
      paramLabel = "FILE",
      description =
          "Test users, of whom each session is one: user:password, 'Bearer TOKEN' or 'Name: value' a"
              + " line. With --oauth2-token-url, they log in there.")
  private @Nullable Path usersFile;

  @Option(
      names = "--auth-command",
      descriptionKey = "credentials.command",
      paramLabel = "COMMAND",
      description = "Prints a token for PARALLAX_LEG at PARALLAX_TARGET, within 30 s.")
  private @Nullable String command;

  @Option(
      names = "--auth-on",
      descriptionKey = "credentials.on",
      defaultValue = "recorded",
      paramLabel = "WHICH",
      description =
          "recorded: a request without an Authorization header stays so; all: each gets a token."
              + " Default: recorded.")
  private Requests on = Requests.RECORDED;

  @Option(
      names = "--oauth2-token-url",
      descriptionKey = "credentials.oauth2.tokenUrl",
      paramLabel = "URL",
      description =
          "Where tokens are asked for, by client credentials or, for --auth-users, by password; or a path of"
              + " each leg's.")
  private @Nullable String tokenUrl;

  @Option(
      names = "--oauth2-client-id",
      descriptionKey = "credentials.oauth2.clientId",
      paramLabel = "ID",
      description = "The client's id there.")
  private String clientId = "";

  @Option(
      names = "--oauth2-client-secret-file",
      descriptionKey = "credentials.oauth2.clientSecretFile",
      paramLabel = "FILE",
      description = "The client's secret. Default: none, of a public client.")
  private @Nullable Path clientSecretFile;

  @Option(
      names = "--oauth2-scope",
      descriptionKey = "credentials.oauth2.scope",
      paramLabel = "SCOPE",
      description = "What the token is to be good for. Default: the server's.")
  private String scope = "";

  @Option(
      names = "--jwt-key-file",
      descriptionKey = "credentials.jwt.keyFile",
      paramLabel = "FILE",
      description =
          "Recorded JWTs are signed anew with this test key: PEM of an RSA key in PKCS#8 (RS256), or a"
              + " secret (HS256). Claims stay, their times are moved to now.")
  private @Nullable Path jwtKeyFile;

  @Option(
      names = "--jwt-key-id",
      descriptionKey = "credentials.jwt.keyId",
      paramLabel = "KID",
      description = "The name that targets know the key by. Default: none is said.")
  private String jwtKeyId = "";

  /**
   * Reads the files.
   *
   * @throws CliException if something can't be used (2), without saying a secret
   */
  Credentials credentials() {
    try {
      List<HeaderLine> fixed =
          headerFile == null
              ? List.of()
              : text(headerFile).headers(SecretFile.read(headerFile, "file"));
      return new Credentials(fixed, source(), on == Requests.ALL);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  private Source source() {
    requireOne();
    if (command != null) {
      return new Source.Command(new ShellCommand(command, COMMAND_TIMEOUT, MAX_PRINTED_BYTES));
    }
    if (jwtKeyFile != null) {
      String key = SecretFile.read(jwtKeyFile, "key");
      return new Source.Signed(JwtSigner.of(jwtKeyFile.toString(), key, jwtKeyId));
    }
    List<User> users =
        usersFile == null ? List.of() : text(usersFile).users(SecretFile.read(usersFile, "file"));
    if (tokenUrl != null) {
      return new Source.OAuth2(client(tokenUrl), passwords(users));
    }
    return users.isEmpty() ? new Source.None() : new Source.Users(users);
  }

  private void requireOne() {
    List<String> given = new ArrayList<>();
    if (command != null) {
      given.add("credentials.command");
    }
    if (jwtKeyFile != null) {
      given.add("credentials.jwt.keyFile");
    }
    if (tokenUrl != null) {
      given.add("credentials.oauth2.tokenUrl");
    } else if (usersFile != null) {
      given.add("credentials.usersFile");
    }
    if (given.size() > 1) {
      throw CliException.usage(
          "%s: set beside %s (expected: one of them)".formatted(given.get(0), given.get(1)));
    }
    if (tokenUrl == null && !(clientId.isEmpty() && clientSecretFile == null)) {
      throw CliException.usage(
          "credentials.oauth2.tokenUrl: not set (expected: where the client asks for tokens)");
    }
  }

  private OAuth2Client client(String url) {
    String secret =
        clientSecretFile == null ? "" : SecretFile.read(clientSecretFile, "secret").strip();
    try {
      return new OAuth2Client(new URI(url), clientId, secret, scope);
    } catch (URISyntaxException e) {
      throw CliException.usage(
          "credentials.oauth2.tokenUrl: no URL (expected: http[s]://host[:port]/path, or a path of the"
              + " leg's)");
    }
  }

  private List<User.ByPassword> passwords(List<User> users) {
    return users.stream()
        .map(
            user -> {
              if (user instanceof User.ByPassword byPassword) {
                return byPassword;
              }
              throw CliException.usage(
                  "%s: holds a user without a password (expected: user:password, to log in at"
                          .formatted(usersFile)
                      + " credentials.oauth2.tokenUrl)");
            })
        .toList();
  }

  private static CredentialText text(Path file) {
    return new CredentialText(file.toString(), System::getenv);
  }
}
