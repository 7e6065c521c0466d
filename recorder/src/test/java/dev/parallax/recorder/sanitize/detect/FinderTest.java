package dev.parallax.recorder.sanitize.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found within text, as {@code KIND:what}, in order; a dash stands for nothing at all. */
class FinderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          to first.last+tag@sub.example.co.uk!     | EMAIL:first.last+tag@sub.example.co.uk
          to "john doe"@example.org now            | EMAIL:"john doe"@example.org
          to josé@exämple.de now                   | EMAIL:josé@exämple.de
          to bob@xn--exmple-cua.de now             | EMAIL:bob@xn--exmple-cua.de
          to 用户@例え.テスト now                       | EMAIL:用户@例え.テスト
          to bob@[203.0.113.9] now                 | EMAIL:bob@[203.0.113.9]
          to bob@[IPv6:2001:db8::1] now            | EMAIL:bob@[IPv6:2001:db8::1]
          to bob@[here] or bob@localhost           | -
          to bob＠example．org now                  | EMAIL:bob＠example．org
          """)
  void mail(String text, String finds) {
    assertThat(found(text)).isEqualTo(finds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          at 2001:db8::1, that is                  | IP:2001:db8::1
          at fe80::1%eth0, that is                 | IP:fe80::1%eth0
          at ::ffff:203.0.113.9, that is           | IP:::ffff:203.0.113.9
          at ::ffff:cb00:7109, that is             | IP:::ffff:cb00:7109
          at [2001:db8::1]:443                     | IP:2001:db8::1
          at 203.0.113.9:8080                      | IP:203.0.113.9
          at 10:30:00 on 1.2.3.4.5 or 1.2.3        | -
          by Chrome/120.0.0.0 Edg/120.0.0.0        | -
          on v1.2.3.4                              | -
          at hosts/10.0.0.5, App/1.2.3.4           | IP:10.0.0.5 IP:1.2.3.4
          on 00:1A:2B:3C:4D:5E there               | MAC:00:1A:2B:3C:4D:5E
          on 00-1a-2b-3c-4d-5e there               | MAC:00-1a-2b-3c-4d-5e
          on 001a.2b3c.4d5e there                  | MAC:001a.2b3c.4d5e
          on 00:1A:2B:3C:4D:5E:6F:70 there         | MAC:00:1A:2B:3C:4D:5E:6F:70
          on 00:00:00:00:00:00 or FF:FF:FF:FF:FF:FF | -
          on 00:1A:2B:3C:4D:5E:6F or 00:1A:2B:3C:4D | -
          on 001A2B3C4D5E or 00:1A-2B:3C-4D:5E     | -
          """)
  void addressesOfNetworks(String text, String finds) {
    assertThat(found(text)).isEqualTo(finds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          4111-1111-1111-1111                      | CARD:4111-1111-1111-1111
          4111.1111.1111.1111                      | CARD:4111.1111.1111.1111
          4111_1111_1111_1111                      | CARD:4111_1111_1111_1111
          pan4111111111111111x                     | CARD:4111111111111111
          4111111111111111x or pan4111111111111111 | CARD:4111111111111111 CARD:4111111111111111
          a4111111111111111e or pan4111111111111112x | -
          4111\u00a01111\u00a01111\u00a01111       | CARD:4111\u00a01111\u00a01111\u00a01111
          4111\u20091111\u20111111\u202f1111       | CARD:4111\u20091111\u20111111\u202f1111
          ４１１１１１１１１１１１１１１１                 | CARD:４１１１１１１１１１１１１１１１
          ٤١١١١١١١١١١١١١١١                         | CARD:٤١١١١١١١١١١١١١١١
          4111\u200b1111\u200b1111\u200b1111       | CARD:4111\u200b1111\u200b1111\u200b1111
          4111\u00ad1111\u00ad1111\u00ad1111       | CARD:4111\u00ad1111\u00ad1111\u00ad1111
          DE89 3704 0044 0532 0130 00              | IBAN:DE89 3704 0044 0532 0130 00
          de89-3704-0044-0532-0130-00              | IBAN:de89-3704-0044-0532-0130-00
          gb82 west 1234 5698 7654 32              | IBAN:gb82 west 1234 5698 7654 32
          DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000 | IBAN:DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000
          ＤＥ８９３７０４００４４０５３２０１３０００         | IBAN:ＤＥ８９３７０４００４４０５３２０１３０００
          078\u201105\u20111120                    | NATIONAL_ID:078\u201105\u20111120
          078\u00a005\u00a01120                    | NATIONAL_ID:078\u00a005\u00a01120
          ０７８-０５-１１２０                          | NATIONAL_ID:０７８-０５-１１２０
          +49 170 1234567                          | PHONE:+49 170 1234567
          0049 170 1234567                         | PHONE:0049 170 1234567
          tel:+49-170-1234567                      | PHONE:+49-170-1234567
          06 12 34 56 78                           | PHONE:06 12 34 56 78
          06_12_34_56_78                           | -
          +٤٩ ١٧٠ ١٢٣٤٥٦٧                          | PHONE:+٤٩ ١٧٠ ١٢٣٤٥٦٧
          """)
  void numbersHoweverTheyAreWritten(String text, String finds) {
    assertThat(found("it is " + text + " now")).isEqualTo(finds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          at 52.5200,13.4050 we                    | GEO:52.5200,13.4050
          at -33.8688, 151.2093 we                 | GEO:-33.8688, 151.2093
          geo:48.208490;16.372080                  | GEO:48.208490;16.372080
          POINT(13.404954 52.520008)               | GEO:13.404954 52.520008
          at 90.0000,-180.0000                     | GEO:90.0000,-180.0000
          at 91.5200,13.4050 or 52.5200,181.4050   | -
          at 52.52,13.40 for 19.95, 24.95          | -
          version 1.2345.6789,1.2345               | -
          """)
  void positions(String text, String finds) {
    assertThat(found(text)).isEqualTo(finds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLE",
        "AKIAQWERTYUIOPASDFGH",
        "glpat-aBcDeFgHiJkLmNoPqRs-",
        "AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGew-",
        "sk_" + "live_eCHqLyjWDarjtTzdpdcQwErT",
        "ASIAY34FZKBOKMUTVV7A",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "gho_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
        "github_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789abcdefgh",
        "glpat-aBc1DeF2gHi3JkL4mNo5",
        "xoxb-2012345678-abcDEF12345",
        "xoxp-2012345678-2012345678-abcdef",
        "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc",
        "rk_" + "live_4eC39HqLyjWDarjtT1zdp7dc",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe",
        "ya29.a0AfH6SMBx_1234567890abcdefghij",
        "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",
        "npm_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789",
        "sk-proj-aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3z",
        "SK0123456789abcdef0123456789abcdef",
        "AC0123456789abcdef0123456789abcdef",
        "eyJhbGciOiJSU0EifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZ.48V1_ALb6US04U3b.5eym8TW_c8SuK0.XFBoMYUZodetZdvTiFvSkQ",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "kGf7Qx2LpZ9vTr4mWs8nBd3h",
        "q7x2m9k4v8p3z6w1r5t0y2u8i4",
        "hdaUdOroetqnkHxdfdggncBfSrxyrZUltEfKCVVT",
        "AmBWs+o3Lsi+/r+u/VasQSKHh2pQBjIyRi6xtzNFhd4=",
        "TPcaJNstC0AEIojshaShamrxEzaKFyKSiHsnKSAC"
      })
  void secrets(String secret) {
    assertThat(found(secret)).isEqualTo("SECRET:" + secret);
    assertThat(found("it is '" + secret + "', sent")).isEqualTo("SECRET:" + secret);
  }

  /** Where values pass; what one is said to be by its form alone stays what it was. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          it is 8F14E45FCEEA167A5A36DEDD4BEA2543 now      | SECRET:8F14E45FCEEA167A5A36DEDD4BEA2543
          user_8f14e45fceea167a5a36dedd4bea2543_x         | SECRET:8f14e45fceea167a5a36dedd4bea2543
          sha256:8f14e45fceea167a5a36dedd4bea2543         | -
          sha1-8f14e45fceea167a5a36dedd4bea2543           | -
          00-8f14e45fceea167a5a36dedd4bea2543-00f067aa0ba902b7-01 | -
          550e8400-e29b-41d4-a716-446655440000            | -
          8f14e45fceea167a5a36dedd4bea254                 | -
          00000000000000000000000000000000000000000000000a | -
          """)
  void hexadecimalDigits(String text, String finds) {
    assertThat(found(Finder.without(Set.of()), text)).isEqualTo(finds);
    assertThat(found(Finder.without(Set.of(Kind.SECRET)), text)).isEqualTo("-");
    assertThat(found(text)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Server=db;User Id=sa;Password=hunter2;Pooling=true   | SECRET:hunter2
          postgres://shop:hunter2@db.internal:5432/shop        | SECRET:shop SECRET:hunter2
          amqp://:hunter2@mq                                   | SECRET:hunter2
          GET /x?access_token=plainword&page=2                 | SECRET:plainword
          login failed, pwd: hunter2                           | SECRET:hunter2
          api_key = "correct horse"                            | SECRET:correct horse
          {'password': 'correct horse'}                        | SECRET:correct horse
          Authorization: Bearer abc123def456, gone             | SECRET:abc123def456
          sent basic dXNlcjpodW50ZXIy there                    | SECRET:dXNlcjpodW50ZXIy
          password: required, token: string                    | -
          password=true; token = getToken()                    | -
          Basic authentication and Bearer authentication       | -
          ?q=Apple+MacBook+Pro+14+M3+Pro+18GB+512GB+SSD        | -
          http://example.com:8080/a@b                          | -
          """)
  void secretsByWhatIsAround(String text, String finds) {
    assertThat(found(text)).isEqualTo(finds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void privateKeys(String label) {
    String key =
        "-----BEGIN %s-----\nMIIEowIBAAKCAQEA1\nzJ8f=\n-----END %s-----".formatted(label, label);
    assertThat(found("key " + key + " end")).isEqualTo("SECRET:" + key);
    assertThat(found(key.substring(0, 50))).isEqualTo("SECRET:" + key.substring(0, 50));
    assertThat(found(key.replace("PRIVATE", "PUBLIC"))).isEqualTo("-");
  }

  @Test
  void looksForNoKindThatIsOff() {
    Finder finder = Finder.without(Set.of(Kind.EMAIL, Kind.CARD));
    String text = "bob@x.org 4111111111111111 203.0.113.9";
    assertThat(finder.in(text)).containsExactly(new Find(27, 38, Kind.IP));
    assertThat(Finder.find(text)).hasSize(3);
  }

  /** Looking around without bounds would take hours, and not what a test that hangs is given. */
  @Timeout(60)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "a@",
        "@[",
        "\"@",
        "aa:",
        "aa-",
        "1.",
        "1234.5678,",
        "DE89 ",
        "sk-a1-",
        "xoxb-1",
        "ya29.",
        "pypi-",
        "eyJ",
        "eyJ.",
        "://a:",
        "password=",
        "password:'",
        "Bearer ",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "P<",
        "123-45-",
        "+1 ",
        "a1B2_",
        "4111111111111111x",
        "8f14e45fceea167a5a36dedd4bea2543=",
        "aB3+/",
        "\u00ad1",
        "１"
      })
  void takesTimeThatIsLinear(String piece) {
    String text = piece.repeat(1_000_000 / piece.length()) + '7';
    assertThat(Finder.without(Set.of()).in(text)).isNotNull();
  }

  private static String found(String text) {
    return found(Finder.find(text), text);
  }

  private static String found(Finder finder, String text) {
    return found(finder.in(text), text);
  }

  private static String found(List<Find> finds, String text) {
    return finds.isEmpty()
        ? "-"
        : finds.stream()
            .map(f -> f.kind() + ":" + text.substring(f.start(), f.end()))
            .collect(Collectors.joining(" "));
  }
}
