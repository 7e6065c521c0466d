package dev.parallax.cli.config;

/**
 * One value and where it was set.
 *
 * @param text as written; list items are joined by commas
 * @param origin {@code parallax.yaml:7} or {@code PARALLAX_PROXY_LISTEN}
 */
public record Setting(String text, String origin) {}
