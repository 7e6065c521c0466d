/**
 * The durable, ordered record of events, behind two small interfaces: {@link
 * dev.parallax.recorder.log.EventLog} appends, {@link dev.parallax.recorder.log.EventReader} reads.
 * {@link dev.parallax.recorder.log.CountedLog} counts what an {@code EventLog} is given.
 *
 * <p>Today's implementation is the capture file ({@code .plx}): {@link
 * dev.parallax.recorder.log.PlxWriter} and {@link dev.parallax.recorder.log.PlxReader}, who agree
 * on {@code PlxFormat} and {@code SectionHeader}. Writers and readers are confined to one thread
 * each; a file can be read while it is written.
 *
 * <h2>Byte layout of a capture file, version 1</h2>
 *
 * Numbers are big-endian and unsigned. A file is a header, any number of blocks, and, if it was
 * closed, an index and a trailer.
 *
 * <table>
 *   <caption>File header: 16 bytes at offset 0</caption>
 *   <tr><th>offset<th>bytes<th>what
 *   <tr><td>0<td>8<td>magic: {@code PLX}, CR, LF, 0x1A, LF, 0x00 (text tools that change line ends
 *     or stop at 0x1A show)
 *   <tr><td>8<td>4<td>version: 1
 *   <tr><td>12<td>4<td>CRC32C of the 12 bytes before
 * </table>
 *
 * <table>
 *   <caption>Section: a block of events, or the index</caption>
 *   <tr><th>offset<th>bytes<th>what
 *   <tr><td>0<td>4<td>magic: 0xB5 {@code PLB} for a block, 0xB5 {@code PLI} for the index
 *   <tr><td>4<td>4<td>compressed bytes: length of the payload
 *   <tr><td>8<td>4<td>uncompressed bytes
 *   <tr><td>12<td>4<td>events in the block; for the index, blocks in the file
 *   <tr><td>16<td>8<td>events in the file before this section: what is missing after damage shows
 *   <tr><td>24<td>4<td>CRC32C of the payload
 *   <tr><td>28<td>4<td>CRC32C of the 28 bytes before
 *   <tr><td>32<td>…<td>payload: one zstd frame. Of a block: {@code Event} messages, each after its
 *     length as a protobuf varint. Of the index: one {@code CaptureIndex}.
 * </table>
 *
 * <table>
 *   <caption>Trailer: the last 16 bytes of a closed file</caption>
 *   <tr><th>offset<th>bytes<th>what
 *   <tr><td>0<td>8<td>offset of the index section from the start of the file
 *   <tr><td>8<td>4<td>CRC32C of the 8 bytes before
 *   <tr><td>12<td>4<td>magic: 0xB5 {@code PLE}
 * </table>
 *
 * <p>A block ends when its events reach about 256 KiB uncompressed, or at a flush. An event is at
 * most 64 MiB. Readers bound every length by that and by the file's size before they allocate.
 *
 * <p>After damage, a reader looks for the next section header whose CRC holds, so that what is lost
 * is at most the blocks that were hit.
 */
@NullMarked
package dev.parallax.recorder.log;

import org.jspecify.annotations.NullMarked;
