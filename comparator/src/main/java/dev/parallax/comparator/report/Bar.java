package dev.parallax.comparator.report;

/** A bar as wide as its surroundings let it be, filled to part of whole. */
final class Bar {

  /** What is there at all is seen. In percent. */
  private static final double MIN_WIDTH = 0.75;

  private Bar() {}

  static void write(Html html, long part, long whole) {
    double percent = whole <= 0 ? 0 : 100.0 * part / whole;
    String width = part <= 0 ? "0" : Axis.number(Math.clamp(percent, MIN_WIDTH, 100)) + "%";
    html.open("svg", "class", "bar", "aria-hidden", "true");
    html.empty("rect", "class", "track", "width", "100%", "height", "100%", "rx", "3");
    html.empty("rect", "class", "fill", "width", width, "height", "100%", "rx", "3").close("svg");
  }
}
