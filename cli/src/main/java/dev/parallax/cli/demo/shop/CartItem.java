package dev.parallax.cli.demo.shop;

/** So many of one product, as a client wants it. */
record CartItem(int productId, int quantity) {

  private static final int MAX_QUANTITY = 999;

  /**
   * @throws BadRequest if the quantity is none that the shop sells
   */
  static CartItem of(int productId, int quantity) {
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw new BadRequest("a quantity is 1 to " + MAX_QUANTITY);
    }
    return new CartItem(productId, quantity);
  }
}
