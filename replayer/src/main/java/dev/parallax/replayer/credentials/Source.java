package dev.parallax.replayer.credentials;

import dev.parallax.replayer.process.ShellCommand;
import java.util.List;

/** Where the credentials of a request come from that was sent with some. */
public sealed interface Source {

  /** What it is, in a few words, without a secret. */
  String kind();

  /** What was recorded is sent. */
  record None() implements Source {
    @Override
    public String kind() {
      return "";
    }
  }

  /** Each session is one of them. */
  record Users(List<User> users) implements Source {
    public Users {
      users = List.copyOf(users);
      if (users.isEmpty()) {
        throw new IllegalArgumentException(
            "credentials.usersFile: holds nobody (expected: a line for each)");
      }
    }

    @Override
    public String kind() {
      return "test users";
    }
  }

  /**
   * OAuth 2.0: the client's own token (RFC 6749, section 4.4), or one for each user, by password
   * (section 4.3).
   */
  record OAuth2(OAuth2Client client, List<User.ByPassword> users) implements Source {
    public OAuth2 {
      users = List.copyOf(users);
    }

    @Override
    public String kind() {
      return users.isEmpty() ? "OAuth 2.0 client credentials" : "OAuth 2.0 password grant";
    }
  }

  /** What a command prints. */
  record Command(ShellCommand command) implements Source {
    @Override
    public String kind() {
      return "command";
    }

    @Override
    public String toString() {
      return kind();
    }
  }

  /** The recorded token, signed with a test key. */
  record Signed(JwtSigner signer) implements Source {
    @Override
    public String kind() {
      return "signed JWT";
    }
  }
}
