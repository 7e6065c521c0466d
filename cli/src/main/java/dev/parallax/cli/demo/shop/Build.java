package dev.parallax.cli.demo.shop;

/** Which build of the shop runs. */
public enum Build {
  /** Production's, and the control's. */
  CURRENT,
  /** The candidate: all of {@link PlantedFault}. */
  NEXT;

  boolean has(PlantedFault fault) {
    return switch (fault) {
      case QUADRATIC_FILTER, STOCK_TYPE, PRICE_ROUNDING, ODD_SEARCH, LOST_HEADER -> this == NEXT;
    };
  }
}
