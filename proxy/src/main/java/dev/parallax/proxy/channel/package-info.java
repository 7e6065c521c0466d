/** What each channel needs, be it a client's or an upstream's. */
@NullMarked
package dev.parallax.proxy.channel;

import org.jspecify.annotations.NullMarked;
