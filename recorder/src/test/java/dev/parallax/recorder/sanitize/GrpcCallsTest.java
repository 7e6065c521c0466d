package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.grpc.ShopDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets of gRPC calls: which pass as they are, whatever a client says. */
class GrpcCallsTest {

  private static final String METHOD = "/shop.v1.Catalogue/GetPrice";
  private static final String GRPC = "application/grpc";

  private final Sanitiser sanitiser = new Sanitiser(SanitisePolicy.strict(), Raws.KEY);

  @Test
  void passesWhatAServerAnsweredAsACall() {
    assertThat(target(call(METHOD).returning(GRPC, "").trailing("grpc-status", "0")))
        .isEqualTo(METHOD);
    assertThat(target(call("/Catalogue/Get").answering("grpc-status", "0").returning(GRPC, "")))
        .isEqualTo("/Catalogue/Get");
  }

  @Test
  void passesCallsThatFailOnceOneDidNot() {
    Raws failed = call(METHOD).returning(GRPC, "").trailing("grpc-status", "5");
    assertThat(target(failed)).isNotEqualTo(METHOD);
    target(call(METHOD).returning(GRPC, "").trailing("grpc-status", "0"));
    assertThat(target(failed)).isEqualTo(METHOD);
    assertThat(target(call(METHOD))).isEqualTo(METHOD);
  }

  @Test
  void knowsCallsUnderAnotherPolicyToo() {
    target(call(METHOD).returning(GRPC, "").trailing("grpc-status", "0"));
    Sanitiser later = sanitiser.withPolicy(SanitisePolicy.strict());
    Raws failed = call(METHOD).returning(GRPC, "").trailing("grpc-status", "14");
    assertThat(failed.by(later).getRequest().getTarget()).isEqualTo(METHOD);
  }

  /** A server without the method, and what stands before it, answer in gRPC too. */
  @ParameterizedTest
  @ValueSource(strings = {"2", "4", "7", "12", "13", "14", "16", "", "00", "0,0"})
  void takesNoOtherStatusForEvidence(String status) {
    String target = "/John.Doe/Smith";
    Raws answered = call(target).returning(GRPC, "").trailing("grpc-status", status);
    assertThat(target(answered)).doesNotContain("John", "Doe");
    assertThat(target(answered)).doesNotContain("John", "Doe");
  }

  @Test
  void takesNothingAClientSaysForEvidence() {
    String target = "/John.Doe/Smith";
    for (Raws hostile :
        new Raws[] {
          call(target),
          call(target).asking("grpc-status", "0").asking("te", "trailers"),
          call(target).returning("application/json", "{}"),
          call(target).returning("application/json", "{}").trailing("grpc-status", "0"),
          call(target).returning("application/grpc-web", "").trailing("grpc-status", "0"),
          call(target).returning(GRPC, "\0\0\0\0\1x"),
          // An object that was stored as of that type.
          call(target).method("GET").returning(GRPC, "").trailing("grpc-status", "0"),
          Raws.get(target).method("POST").returning(GRPC, "").trailing("grpc-status", "0"),
        }) {
      assertThat(target(hostile)).doesNotContain("John", "Doe");
    }
  }

  /** Even of a server that says OK to everything. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/john.doe@x.com/4111111111111111",
        "/john.doe/alice",
        "/users/ada",
        "/users/Ada",
        "/shop.Ada/smith",
        "/shop.v1.Card4111111111111111/Get",
        "/shop.v1.Users/Get?mail=bob@x.org",
        "/shop.v1.Users/Get;bob=ada",
        "/shop.v1.Users/Get#ada",
        "/users/ada/shop.v1.Users/Get",
        "/shop.v1.Users/Qzkxvjwpqhtgzrbn",
        "/550e8400-e29b-41d4-a716-446655440000.A/B",
        "http://bob@x.org/shop.v1.Users/Get",
      })
  void passesNothingElseAsItIs(String target) {
    Raws call = call(target).returning(GRPC, "").trailing("grpc-status", "0");
    assertThat(target(call)).isNotEqualTo(target);
    assertThat(target(call)).isNotEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "/shop.v1.Catalogue/Watch, /shop.v1.Catalogue/Watch",
    "/api/shop.v1.Catalogue/Watch, /api/shop.v1.Catalogue/Watch",
    "/users/ada/shop.v1.Catalogue/Watch, /users/[a-z]{3}/shop.v1.Catalogue/Watch",
    "/shop.v1.Catalogue/Watch/4711, /[^/]*/[A-Z][a-z]{4}/[0-9]{4}",
    "/shop.v1.Catalogue/Watch?q=ada, /shop.v1.Catalogue/Watch\\?q=[a-z]{3}",
  })
  void passesMethodsThatDescriptorsKnow(String target, String recorded) {
    Sanitiser knowing =
        new Sanitiser(SanitisePolicy.strict(), Raws.KEY, ShopDescriptors.descriptors());
    assertThat(call(target).by(knowing).getRequest().getTarget())
        .matches(recorded)
        .doesNotContain("ada", "4711");
  }

  @Test
  void guessesNothingWhereThereAreDescriptors() {
    String target = "/John.Doe/Smith";
    Raws answered = call(target).returning(GRPC, "").trailing("grpc-status", "0");
    assertThat(target(answered)).isEqualTo(target);

    Sanitiser knowing =
        new Sanitiser(SanitisePolicy.strict(), Raws.KEY, ShopDescriptors.descriptors());
    for (int i = 0; i < 2; i++) {
      assertThat(answered.by(knowing).getRequest().getTarget()).isNotEqualTo(target);
    }
  }

  private static Raws call(String target) {
    return Raws.get(target).method("POST").sending(GRPC, "");
  }

  private String target(Raws raws) {
    Exchange exchange = raws.by(sanitiser);
    return exchange.getRequest().getTarget();
  }
}
