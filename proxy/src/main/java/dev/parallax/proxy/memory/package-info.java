/**
 * How the memory that buffers come from is kept from running out, whatever clients do.
 *
 * <p>Read {@link dev.parallax.proxy.memory.DirectMemory} (when it is short), {@link
 * dev.parallax.proxy.memory.ModestReads} (what reads then take), {@link
 * dev.parallax.proxy.memory.ModestWrites} (what then may wait to be taken). That clients are then
 * reset which take nothing of their responses, {@code Connections} sees to.
 */
@NullMarked
package dev.parallax.proxy.memory;

import org.jspecify.annotations.NullMarked;
