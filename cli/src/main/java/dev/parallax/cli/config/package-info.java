/**
 * Where each setting comes from: a flag, else an environment variable, else {@code parallax.yaml},
 * else its default.
 *
 * <p>An option's {@code descriptionKey} is its key: {@code proxy.maxBody} is {@code --max-body} of
 * {@code parallax proxy}, {@code PARALLAX_PROXY_MAX_BODY}, and {@code maxBody} below {@code proxy}
 * in the file. Unknown keys are errors with their line.
 */
@NullMarked
package dev.parallax.cli.config;

import org.jspecify.annotations.NullMarked;
