/** What the recorder's parts cost by themselves. Not shipped. */
@NullMarked
package dev.parallax.bench.recorder;

import org.jspecify.annotations.NullMarked;
