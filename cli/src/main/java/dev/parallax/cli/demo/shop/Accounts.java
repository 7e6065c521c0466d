package dev.parallax.cli.demo.shop;

/** Sessions, signing in, and what only who has signed in may see. */
final class Accounts {

  static final String SESSION = "sid";

  private static final String SCHEME = "Bearer ";

  private final Visitors visitors;

  Accounts(Visitors visitors) {
    this.visitors = visitors;
  }

  /** Gives a session to who has none. */
  Answer greeted(Asked asked, Answer answer) {
    boolean known =
        asked.cookie(SESSION).isPresent()
            || answer.headers().stream().anyMatch(field -> field.name().equals("Set-Cookie"));
    return known ? answer : withSession(answer, visitors.newToken());
  }

  /** A new session, so that nobody rides on the old one, and a token for programs. */
  Answer login(Asked asked) {
    Form form = Form.of(asked.body());
    String email = form.string("email");
    if (form.string("password").isEmpty()) {
      return Answer.error(401, "wrong password");
    }
    String token = visitors.newToken();
    String session = visitors.newToken();
    visitors.signIn(token, email);
    visitors.signIn(session, email);
    Answer answer =
        Answer.of(
            200,
            json -> {
              json.writeStringField("token", token);
              json.writeStringField("email", email);
            });
    return withSession(answer, session);
  }

  Answer account(Asked asked) {
    return asked
        .header("authorization")
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> value.substring(SCHEME.length()))
        .or(() -> asked.cookie(SESSION))
        .flatMap(visitors::email)
        .map(Accounts::shown)
        .orElseGet(() -> Answer.error(401, "who are you?"));
  }

  private static Answer shown(String email) {
    return Answer.of(
        200,
        json -> {
          json.writeStringField("email", email);
          json.writeStringField("status", "gold");
        });
  }

  private static Answer withSession(Answer answer, String session) {
    return answer.with("Set-Cookie", SESSION + '=' + session + "; Path=/; HttpOnly; SameSite=Lax");
  }
}
