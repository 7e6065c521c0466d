package dev.parallax.proxy.tls;

import java.nio.file.Path;

/**
 * Who one is: two PEM files.
 *
 * @param certificate its own first, then those between it and the authority
 * @param key not encrypted
 */
public record KeyFiles(Path certificate, Path key) {}
