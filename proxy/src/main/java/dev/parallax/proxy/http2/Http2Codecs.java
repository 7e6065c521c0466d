package dev.parallax.proxy.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * The codecs of both sides: what the other side is told, and how much of it is taken.
 *
 * <p>What a stream's other side does not read is kept here, up to its window, which is HTTP/2's
 * default. The window of all streams of a connection together is wider, so that some that are not
 * read leave room to the others.
 */
public final class Http2Codecs {

  /** At a time on one connection; of clients, a further one is refused. */
  public static final int MAX_STREAMS = 100;

  /** Of what a client's streams may send that was not read, all together, in bytes. */
  public static final int CLIENT_WINDOW = 1 << 20;

  /** Of an upstream's: as much as all its streams may, since they are of many clients. */
  public static final int UPSTREAM_WINDOW = MAX_STREAMS * Http2CodecUtil.DEFAULT_WINDOW_SIZE;

  /**
   * Streams that a client may give up on within {@link #RESET_SECONDS}. Each costs as much as a
   * request, and counts for nothing in {@link #MAX_STREAMS}: CVE-2023-44487. Clients that ask twice
   * and take the first answer stay well below it.
   */
  private static final int MAX_RESETS = 1_000;

  private static final int RESET_SECONDS = 10;

  private Http2Codecs() {}

  /**
   * @param maxHeaderBytes of a request's head, counted as RFC 9113 section 6.5.2 does; then 431
   */
  public static Http2FrameCodec server(int maxHeaderBytes) {
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(
            Http2Settings.defaultSettings()
                .maxConcurrentStreams(MAX_STREAMS)
                .maxHeaderListSize(maxHeaderBytes))
        .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESET_SECONDS)
        // Who makes the proxy reset streams by breaking the rules: CVE-2025-8671.
        .encoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESET_SECONDS)
        .decoupleCloseAndGoAway(true)
        .build();
  }

  /**
   * @param maxHeaderBytes of a response's head, counted as RFC 9113 section 6.5.2 does
   */
  public static Http2FrameCodec client(int maxHeaderBytes) {
    return Http2FrameCodecBuilder.forClient()
        .initialSettings(
            Http2Settings.defaultSettings().pushEnabled(false).maxHeaderListSize(maxHeaderBytes))
        .decoupleCloseAndGoAway(true)
        .build();
  }

  /**
   * To be called once the codec is in its place.
   *
   * @param window of the connection
   */
  public static void widenWindow(ChannelHandlerContext ctx, int window) {
    var _ =
        ctx.writeAndFlush(
            new DefaultHttp2WindowUpdateFrame(window - Http2CodecUtil.DEFAULT_WINDOW_SIZE));
  }
}
