package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.sanitize.Canaries.Canary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Documents made at random, with a secret wherever there is room for one: none is recorded, what is
 * recorded is of the same form, as another parser reads it, and so is what that becomes.
 */
class FormatPropertiesTest {

  private static final int CASES = 300;

  private static final List<String> ELEMENTS = List.of("order", "item", "ns:price", "Customer");

  private static final List<String> HTML =
      List.of("div", "p", "span", "a", "section", "textarea", "title", "h1", "li");

  private static final List<String> HTML_ATTRIBUTES =
      List.of(
          "href", "title", "class", "id", "value", "data-id", "onclick", "style", "src", "name");

  /** A document, and what was hidden in it. */
  private record Planted(String document, List<Canary> canaries) {}

  /** Makes documents and remembers what it hides. */
  private static final class Planter {
    private final RandomGenerator random;
    private final List<Canary> canaries = new ArrayList<>();
    private final UnaryOperator<String> escape;

    Planter(RandomGenerator random, UnaryOperator<String> escape) {
      this.random = random;
      this.escape = escape;
    }

    String secret() {
      Canary canary =
          Canaries.of(Canaries.KINDS.get(random.nextInt(Canaries.KINDS.size())), random);
      canaries.add(canary);
      return escape.apply(canary.value());
    }

    <T> T pick(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    Planted planted(String document) {
      return new Planted(document, canaries);
    }
  }

  @Test
  void keepsXml() {
    check("application/xml", FormatPropertiesTest::xml, FormatPropertiesTest::xmlForm);
  }

  @Test
  void keepsHtml() {
    check("text/html", FormatPropertiesTest::html, FormatPropertiesTest::htmlForm);
  }

  @Test
  void keepsTables() {
    check("text/csv", FormatPropertiesTest::table, FormatPropertiesTest::tableForm);
  }

  /** What was cut anywhere has no secret, and can be read where it is to be. */
  @Test
  void keepsNoSecretOfWhatWasCut() {
    Properties.forAll(
        CASES,
        random -> {
          Planted whole = xml(random);
          int end = 1 + random.nextInt(whole.document().length() - 1);
          return new Planted(whole.document().substring(0, end), whole.canaries());
        },
        planted -> {
          byte[] bytes = Raws.bytes(planted.document());
          RawBody cut = new RawBody(bytes, bytes.length + 100L, true);
          Exchange exchange = Raws.get("/").returning("application/xml", cut).strict();
          noneFound(exchange, planted);
          String out = Raws.responseBody(exchange);
          if (out.contains("<order")) {
            assertThat(xmlForm(out)).isNotEmpty();
          }
          noneFound(Raws.get("/").returning("text/html", cut).strict(), planted);
        });
  }

  private static void check(
      String type, Function<RandomGenerator, Planted> made, Function<String, String> form) {
    Properties.forAll(
        CASES,
        made,
        planted -> {
          Exchange exchange = Raws.get("/").returning(type, planted.document()).strict();
          noneFound(exchange, planted);
          String once = Raws.responseBody(exchange);
          assertThat(form.apply(once)).isEqualTo(form.apply(planted.document()));
          String twice = Raws.responseBody(Raws.get("/").returning(type, once).strict());
          assertThat(form.apply(twice)).isEqualTo(form.apply(once));
          String detected =
              Raws.responseBody(Raws.get("/").returning(type, planted.document()).by(Raws.DETECT));
          assertThat(form.apply(detected)).isEqualTo(form.apply(planted.document()));
        });
  }

  private static void noneFound(Exchange exchange, Planted planted) {
    byte[] recorded = exchange.toByteArray();
    for (Canary canary : planted.canaries()) {
      assertThat(Canaries.found(recorded, canary)).as(canary.value()).isFalse();
    }
  }

  private static Planted xml(RandomGenerator random) {
    Planter planter = new Planter(random, FormatPropertiesTest::escaped);
    StringBuilder out = new StringBuilder(random.nextBoolean() ? "<?xml version='1.0'?>\n" : "");
    out.append("<order xmlns:ns='urn:iso:std'>");
    xmlContent(planter, out, 3);
    return planter.planted(out.append("</order>").toString());
  }

  private static void xmlContent(Planter planter, StringBuilder out, int depth) {
    int pieces = planter.random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      switch (planter.random.nextInt(depth == 0 ? 5 : 7)) {
        case 0 -> out.append(" \n");
        case 1 -> out.append(planter.secret());
        case 2 -> out.append("<![CDATA[").append(unescaped(planter.secret())).append("]]>");
        case 3 -> out.append("<!-- ").append(unescaped(planter.secret())).append(" -->");
        case 4 -> out.append("<?pi ").append(unescaped(planter.secret())).append("?>");
        default -> {
          String name = planter.pick(ELEMENTS);
          out.append('<').append(name);
          if (planter.random.nextBoolean()) {
            out.append(" a = '").append(planter.secret()).append("'");
          }
          if (planter.random.nextBoolean()) {
            out.append("\n b=\"").append(planter.secret()).append("\" ");
          }
          if (planter.random.nextInt(3) == 0) {
            out.append("/>");
          } else {
            out.append('>');
            xmlContent(planter, out, depth - 1);
            out.append("</").append(name).append('>');
          }
        }
      }
    }
  }

  private static Planted html(RandomGenerator random) {
    Planter planter = new Planter(random, FormatPropertiesTest::escaped);
    StringBuilder out = new StringBuilder("<!doctype html><body>");
    for (int i = 0; i < 12; i++) {
      switch (random.nextInt(7)) {
        case 0 -> out.append(planter.secret()).append(" < ");
        case 1 -> out.append("<!-- ").append(planter.secret()).append(" -->");
        case 2 -> out.append("<script>f('").append(planter.secret()).append("')</script>");
        case 3 -> out.append("</").append(planter.pick(HTML)).append('>');
        case 4 ->
            out.append("<script type='application/json'>{\"a\":\"")
                .append(planter.secret().replace("&", "\\u0026"))
                .append("\"}</script>");
        default -> {
          String name = planter.pick(HTML);
          out.append('<').append(name);
          int attributes = random.nextInt(3);
          for (int j = 0; j < attributes; j++) {
            String quote = random.nextBoolean() ? "'" : "\"";
            out.append(' ').append(planter.pick(HTML_ATTRIBUTES)).append('=').append(quote);
            out.append(planter.secret()).append(quote);
          }
          out.append('>').append(planter.secret());
          // Without its end, jsoup reads such an element in a way of its own.
          boolean ends = name.equals("textarea") || name.equals("title") || random.nextBoolean();
          out.append(ends ? "</" + name + '>' : "");
        }
      }
    }
    return planter.planted(out.toString());
  }

  private static Planted table(RandomGenerator random) {
    Planter planter = new Planter(random, text -> text);
    int columns = 1 + random.nextInt(4);
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < columns; column++) {
        out.append(column == 0 ? "" : ",");
        String secret = planter.secret();
        boolean quoted = secret.contains(",") || random.nextInt(3) == 0;
        String more = random.nextBoolean() ? "\"\"x\"\"\n" : "";
        out.append(quoted ? '"' + more + secret + '"' : secret);
      }
      out.append("\r\n");
    }
    return planter.planted(out.toString());
  }

  /** Elements and attributes in order, and whether there is text between. */
  private static String xmlForm(String xml) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      StringBuilder out = new StringBuilder();
      describe(builder.parse(new ByteArrayInputStream(Raws.bytes(xml))), out);
      return out.toString();
    } catch (ParserConfigurationException | SAXException | IOException malformed) {
      throw new AssertionError(xml, malformed);
    }
  }

  private static void describe(Node node, StringBuilder out) {
    out.append('(').append(node.getNodeType());
    if (node.getNodeType() == Node.ELEMENT_NODE) {
      out.append(node.getNodeName());
      for (int i = 0; i < node.getAttributes().getLength(); i++) {
        out.append(' ').append(node.getAttributes().item(i).getNodeName());
      }
    }
    boolean text = false;
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      boolean isText =
          child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE;
      if (isText) {
        // A run that was changed is written as one text.
        out.append(text ? "" : "t");
      } else {
        describe(child, out);
      }
      text = isText;
    }
    out.append(')');
  }

  private static String htmlForm(String html) {
    StringBuilder out = new StringBuilder();
    for (Element element : Jsoup.parse(html).getAllElements()) {
      out.append(element.tagName());
      element.attributes().forEach(attribute -> out.append(' ').append(attribute.getKey()));
      out.append(element.hasText() || !element.data().isEmpty() ? "t;" : ";");
    }
    return out.toString();
  }

  private static String tableForm(String csv) {
    CsvMapper mapper = new CsvMapper();
    mapper.enable(CsvParser.Feature.WRAP_AS_ARRAY);
    List<Integer> widths = new ArrayList<>();
    try (MappingIterator<String[]> rows = mapper.readerFor(String[].class).readValues(csv)) {
      while (rows.hasNext()) {
        widths.add(rows.next().length);
      }
    } catch (IOException malformed) {
      throw new AssertionError(csv, malformed);
    }
    return widths.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&amp;", "&").replace("--", "__");
  }
}
