package dev.parallax.cli.demo.shop;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is in the shop: signed in or not, and with how much in the cart. Any thread. */
final class Visitors {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** 143 bits. */
  private static final int TOKEN_CHARS = 24;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> emails = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> carts = new ConcurrentHashMap<>();

  String newToken() {
    StringBuilder token = new StringBuilder(TOKEN_CHARS);
    for (int i = 0; i < TOKEN_CHARS; i++) {
      token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return token.toString();
  }

  void signIn(String token, String email) {
    emails.put(token, email);
  }

  /** Whom a session or an access token belongs to; empty if nobody signed in with it here. */
  Optional<String> email(String token) {
    return Optional.ofNullable(emails.get(token));
  }

  /** Pieces in the cart, with these. */
  int addToCart(String session, int pieces) {
    return carts.computeIfAbsent(session, _ -> new AtomicInteger()).addAndGet(pieces);
  }
}
