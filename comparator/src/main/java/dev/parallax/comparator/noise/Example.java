package dev.parallax.comparator.noise;

/**
 * One exchange that shows a finding. All text is sanitised.
 *
 * @param exchangeId of the exchange in the log
 * @param request method and sanitised target: {@code GET /products/17?page=2}
 * @param pointer JSON pointer inside the body, or empty
 * @param expected what the base answered (control; captured where there is no control)
 * @param actual what the other leg answered
 */
public record Example(
    String exchangeId, String request, String pointer, String expected, String actual) {}
