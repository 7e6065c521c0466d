package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.raw.RawBody;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableBodyTest {

  @Test
  void keepsTheHeaderAndFormOfCells() {
    assertThat(
            sanitised(
                "text/csv",
                "\ufeffid,e-mail,Order note\r\n1,bob@x.org,\"a \"\"b\"\", c\r\nd\"\r\n2,,\"\"\r\n"))
        .matches(
            "\ufeffid,e-mail,Order note\r\n1,u_\\w{12}@\\w{6}\\.invalid,"
                + "\"[a-z] \"\"[a-z]\"\", [a-z]\r\n[a-z]\"\r\n2,,\"\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void findsTheSeparator(String separator) {
    String csv = "id,amount,text\n7654321,19.95,Bob\n".replace(",", separator);
    String type = separator.equals("\t") ? "text/tab-separated-values" : "text/csv";
    assertThat(sanitised(type, csv))
        .matches(
            "id,amount,text\n[1-9]\\d{6},\\d\\d\\.\\d\\d,[A-Z][a-z]{2}\n"
                .replace(",", "\\" + separator));
  }

  @Test
  void joinsWithTheSameValueInJson() {
    String json =
        Raws.responseBody(Raws.get("/").returning("application/json", "[\"7654321\"]").strict());
    assertThat(sanitised("text/csv", "id\n7654321\n"))
        .isEqualTo("id\n" + json.substring(2, 9) + "\n");
  }

  /** Nobody's name becomes that of a column, if there is anything to tell it by. */
  @Test
  void takesNoRowOfDataForAHeader() {
    assertThat(sanitised("text/csv", "ada,lovelace,1815-12-10\ngrace,hopper,1906-12-09\n"))
        .doesNotContain("ada", "lovelace", "1815-12-10");
    assertThat(sanitised("text/csv", "ada,lovelace\ngrace,hopper\n"))
        .doesNotContain("ada", "lovelace");
    assertThat(sanitised("text/csv", "ada,lovelace")).doesNotContain("ada", "lovelace");
  }

  @Test
  void namesColumnsAndLetsThoseOfThePolicyPass() {
    SanitisePolicy open =
        new SanitisePolicy(Mode.STRICT, List.of("response body /*/state"), List.of());
    Exchange exchange =
        csv("id,state,who\n7654321,PENDING,Bob\n7654322,bob@x.org,Eve\n")
            .by(new Sanitiser(open, Raws.KEY));
    assertThat(Raws.responseBody(exchange)).contains(",PENDING,").doesNotContain("bob@x.org");
    var leaves = exchange.getSanitisation().getLeavesList();
    assertThat(leaves.stream().map(leaf -> leaf.getLocation()))
        .containsExactlyInAnyOrder(
            "response body /*/id", "response body /*/state", "response body /*/who");
    assertThat(leaves)
        .filteredOn(leaf -> leaf.getLocation().endsWith("state"))
        .allSatisfy(leaf -> assertThat(leaf.getItemsList()).containsExactly(1));
  }

  @Test
  void cutsBehindTheLastWholeRow() {
    String row = "7654321,Bob\n";
    byte[] cut = Raws.bytes("id,who\n" + row.repeat(10) + "765432");
    Body body =
        Raws.get("/")
            .returning("text/csv", new RawBody(cut, 12_000, true))
            .strict()
            .getResponse()
            .getBody();
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_PREFIX);
    assertThat(body.getContent().toStringUtf8().lines()).hasSize(11);
    assertThat(body.getEstimatedItems()).isBetween(900L, 1100L);
  }

  @Test
  void reducesAQuoteWithoutItsOther() {
    assertThat(csv("id\n\"7654321\n").strict().getResponse().getBody().getExtent())
        .isEqualTo(Extent.EXTENT_REDUCED);
  }

  private static Raws csv(String csv) {
    return Raws.get("/").returning("text/csv", csv);
  }

  private static String sanitised(String type, String csv) {
    return Raws.responseBody(Raws.get("/").returning(type, csv).strict());
  }
}
