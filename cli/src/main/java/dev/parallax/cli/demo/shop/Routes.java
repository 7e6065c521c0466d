package dev.parallax.cli.demo.shop;

import java.util.Optional;

/** Finds who answers a request: the wiring of the shop. Any thread. */
final class Routes {

  private static final String PRODUCTS = "/products/";

  private final Browsing browsing;
  private final Checkout checkout;
  private final Accounts accounts;

  Routes(Catalogue catalogue, Build build) {
    Visitors visitors = new Visitors();
    browsing = new Browsing(catalogue, build);
    checkout = new Checkout(catalogue, build, visitors);
    accounts = new Accounts(visitors);
  }

  /** Never throws: what makes anything throw is a 500. */
  Answer answer(Asked asked) {
    try {
      return accounts.greeted(asked, route(asked));
    } catch (BadRequest e) {
      return Answer.error(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Answer.error(500, "internal error");
    }
  }

  private Answer route(Asked asked) {
    String method = asked.method().equals("HEAD") ? "GET" : asked.method();
    String path = asked.path();
    return switch (method + ' ' + path) {
      case "GET /products" -> browsing.page(asked);
      case "GET /search" -> browsing.search(asked);
      case "GET /catalogue/filter" -> browsing.filter(asked);
      case "POST /cart/quote" -> checkout.quote(asked);
      case "POST /cart/items" -> checkout.addToCart(asked);
      case "POST /orders" -> checkout.order(asked);
      case "POST /login" -> accounts.login(asked);
      case "GET /account" -> accounts.account(asked);
      default ->
          method.equals("GET") && path.startsWith(PRODUCTS)
              ? browsing.product(id(path))
              : Answer.error(404, "no such page");
    };
  }

  private static Optional<Integer> id(String path) {
    try {
      return Optional.of(Integer.parseInt(path.substring(PRODUCTS.length())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
