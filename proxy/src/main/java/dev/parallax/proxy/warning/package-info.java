/**
 * How the data plane warns: traffic decides how often something goes wrong, not how much is logged.
 */
@NullMarked
package dev.parallax.proxy.warning;

import org.jspecify.annotations.NullMarked;
