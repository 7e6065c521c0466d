/** Path templates: which endpoint a request asked for, without its values. */
@NullMarked
package dev.parallax.recorder.endpoint;

import org.jspecify.annotations.NullMarked;
