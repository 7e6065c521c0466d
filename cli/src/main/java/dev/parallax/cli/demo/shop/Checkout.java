package dev.parallax.cli.demo.shop;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** What is bought: a quote computes, the rest writes. */
final class Checkout {

  private final Catalogue catalogue;
  private final Build build;
  private final Visitors visitors;

  Checkout(Catalogue catalogue, Build build, Visitors visitors) {
    this.catalogue = catalogue;
    this.build = build;
    this.visitors = visitors;
  }

  /** A POST for its body's sake only: it changes nothing, however often it is sent. */
  Answer quote(Asked asked) {
    return priced(Form.of(asked.body()))
        .map(quote -> Answer.of(200, json -> members(json, quote)))
        .orElseGet(() -> Answer.error(404, "no such product"));
  }

  Answer addToCart(Asked asked) {
    Form form = Form.of(asked.body());
    if (priced(form).isEmpty()) {
      return Answer.error(404, "no such product");
    }
    int pieces = form.items().stream().mapToInt(CartItem::quantity).sum();
    String session = asked.cookie(Accounts.SESSION).orElseThrow(() -> new BadRequest("no session"));
    int inCart = visitors.addToCart(session, pieces);
    return Answer.of(201, json -> json.writeNumberField("pieces", inCart));
  }

  Answer order(Asked asked) {
    Form form = Form.of(asked.body());
    Optional<Quote> priced = priced(form);
    if (priced.isEmpty()) {
      return Answer.error(404, "no such product");
    }
    String card = form.string("card").replaceAll("\\D", "");
    if (card.length() != 16) {
      throw new BadRequest("a card has 16 digits");
    }
    return Answer.of(
        201,
        json -> {
          json.writeStringField("orderId", visitors.newToken());
          json.writeStringField("card", "ending in " + card.substring(12));
          json.writeStringField("confirmationTo", form.string("email"));
          json.writeObjectFieldStart("shipTo");
          json.writeStringField("name", form.string("name"));
          json.writeStringField("street", form.string("street"));
          json.writeEndObject();
          members(json, priced.get());
        });
  }

  private Optional<Quote> priced(Form form) {
    if (form.items().isEmpty()) {
      throw new BadRequest("no products");
    }
    return Quote.of(form.items(), catalogue, build);
  }

  private static void members(JsonGenerator json, Quote quote) throws IOException {
    json.writeArrayFieldStart("lines");
    for (Quote.Line line : quote.lines()) {
      json.writeStartObject();
      json.writeNumberField("productId", line.product().id());
      json.writeNumberField("quantity", line.quantity());
      json.writeNumberField("amount", Product.money(line.cents()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("subtotal", Product.money(quote.subtotal()));
    json.writeNumberField("discount", Product.money(quote.discount()));
    json.writeNumberField("tax", Product.money(quote.tax()));
    json.writeNumberField("total", Product.money(quote.total()));
  }
}
