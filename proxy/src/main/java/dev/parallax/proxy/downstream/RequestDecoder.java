package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.ContentLength;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Decodes one request, then pauses until {@link #resume}: what a client pipelines waits as bytes,
 * at most one read of them.
 *
 * <p>Strict where laxity lets two parties disagree about where a request ends.
 */
final class RequestDecoder extends HttpRequestDecoder {

  private static final int MAX_CHUNK_BYTES = 64 * 1024;

  /** Of head and trailers together. Each look-up walks through those that share a bucket. */
  private static final int MAX_HEADERS = 256;

  private final LineCheck lines = new LineCheck();

  private boolean paused;
  private boolean dropping;
  private boolean atStart = true;
  private boolean inRead;
  private boolean resumeAsked;
  private boolean inBody;
  private long startedNanos;
  private int headers;
  private int contentLengths;

  /** Where the word of the request line that was read last ends. */
  private int wordEnd;

  RequestDecoder(int maxHeaderBytes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeaderBytes)
            .setMaxHeaderSize(maxHeaderBytes)
            .setMaxChunkSize(MAX_CHUNK_BYTES)
            .setAllowDuplicateContentLengths(false)
            .setUseRfc9112TransferEncoding(true)
            .setStrictLineParsing(true));
  }

  /** {@link System#nanoTime} at the first byte of the request that was decoded last. */
  long startedNanos() {
    return startedNanos;
  }

  /** Whether bytes of the next request are here: the time to stop reading. */
  boolean holdsNext() {
    return paused && actualReadableBytes() > 0;
  }

  /** Whether no byte of a further request is here. */
  boolean isBetweenRequests() {
    return atStart && actualReadableBytes() == 0;
  }

  /** Decodes the next request, from bytes that are here already or from the next read. */
  void resume(ChannelHandlerContext ctx) throws Exception {
    if (inRead) {
      resumeAsked = true;
      return;
    }
    paused = false;
    if (actualReadableBytes() > 0) {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
    }
  }

  /** From here on, drops whatever comes. */
  void dropFurther() {
    dropping = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
    inRead = true;
    try {
      super.channelRead(ctx, input);
    } finally {
      inRead = false;
    }
    if (resumeAsked) {
      resumeAsked = false;
      resume(ctx);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (dropping) {
      in.skipBytes(in.readableBytes());
    }
    if (paused || dropping) {
      return;
    }
    if (atStart && !start(in)) {
      return;
    }
    if (!lines.isClean(in)) {
      in.skipBytes(in.readableBytes());
      dropping = true;
      out.add(malformed());
      return;
    }
    int before = in.readerIndex();
    super.decode(ctx, in, out);
    lines.passed(in.readerIndex() - before);
    if (!out.isEmpty()) {
      note((HttpObject) out.getFirst(), (HttpObject) out.getLast());
    }
  }

  /**
   * Skips the empty lines that a client may send between requests, RFC 9112 section 2.2.
   *
   * @return whether a byte of the next request is here
   */
  private boolean start(ByteBuf in) {
    while (in.readableBytes() > 1 && in.getShort(in.readerIndex()) == ('\r' << 8 | '\n')) {
      in.skipBytes(2);
    }
    if (!in.isReadable() || (in.readableBytes() == 1 && in.getByte(in.readerIndex()) == '\r')) {
      return false;
    }
    atStart = false;
    inBody = false;
    headers = 0;
    contentLengths = 0;
    startedNanos = System.nanoTime();
    lines.startHead();
    return true;
  }

  private void note(HttpObject first, HttpObject last) {
    if (last.decoderResult().isFailure()) {
      // Not at a start: what the client still sends is to be read before the connection closes.
      dropping = true;
      return;
    }
    if (first instanceof HttpRequest request) {
      inBody = true;
      if (HttpUtil.isTransferEncodingChunked(request)) {
        lines.startChunks();
      }
    }
    if (last instanceof LastHttpContent) {
      paused = true;
      atStart = true;
    }
  }

  private HttpObject malformed() {
    HttpObject malformed =
        inBody ? new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER) : createInvalidMessage();
    malformed.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("line")));
    return malformed;
  }

  /** While paused, the end of input takes nothing from the bytes that wait. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (paused) {
      ctx.fireUserEventTriggered(event);
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  /** While paused, bytes that decode to nothing are no reason to read more of them. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (paused) {
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    wordEnd = start + length;
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    requireOneSpaceBefore(line, start);
    wordEnd = start + length;
    return super.splitSecondWordInitialLine(line, start, length);
  }

  /** Netty takes lower case for HTTP, too. */
  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    requireOneSpaceBefore(line, start);
    String version = super.splitThirdWordInitialLine(line, start, length);
    if (!version.startsWith("HTTP/")) {
      throw new IllegalArgumentException("version");
    }
    return version;
  }

  /** Netty takes any white space, and any number of it. */
  private void requireOneSpaceBefore(byte[] line, int start) {
    if (start != wordEnd + 1 || line[wordEnd] != ' ') {
      throw new IllegalArgumentException("white space in the request line");
    }
  }

  /** Netty takes the first of several lengths that a request of HTTP/1.0 carries. */
  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (++headers > MAX_HEADERS) {
      throw new TooLongHttpHeaderException("more than " + MAX_HEADERS + " headers");
    }
    AsciiString name = super.splitHeaderName(line, start, length);
    if (FramingNames.isContentLength(name) && ++contentLengths > 1) {
      throw new IllegalArgumentException("more than one Content-Length");
    }
    if (inBody && FramingNames.isForbiddenTrailer(name)) {
      throw new IllegalArgumentException("a trailer that frames");
    }
    if (FramingNames.isLookalike(name)) {
      throw new IllegalArgumentException("a name that some servers take for one that frames");
    }
    return name;
  }

  /** Called when the head is whole, and its length was read. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    if (contentLengths > 0) {
      ContentLength.normalise(message.headers());
    }
    return false;
  }
}
