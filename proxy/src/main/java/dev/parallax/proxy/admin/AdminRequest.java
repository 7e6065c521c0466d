package dev.parallax.proxy.admin;

import java.util.Map;

/**
 * What an operator asks.
 *
 * @param query by name; of a name that is repeated, the first
 * @param accept the formats that are understood, as the header says; empty for any
 * @param body at most a few KiB
 */
record AdminRequest(
    String method, String path, Map<String, String> query, String accept, String body) {}
