package dev.parallax.proxy.upstream;

import dev.parallax.proxy.headers.ContentLength;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Decodes the one final response to each request, and nothing that comes without having been asked
 * for: bytes after it would be taken for the answer to another client's request.
 *
 * <p>A head that leaves room for doubt about where the response ends is an error, RFC 9112 section
 * 6.3. What only looks odd is mended: lines that end with a bare LF or are folded, a space before
 * the colon.
 */
final class ResponseDecoder extends HttpResponseDecoder {

  private static final int MAX_CHUNK_BYTES = 64 * 1024;
  private static final int MAX_HEADERS = 256;

  /** Enough for one every few seconds to a client that waits for a long time. */
  private static final int MAX_INTERIM = 128;

  private boolean toHead;
  private boolean interim;
  private boolean ended = true;
  private boolean receivedAny;
  private boolean receivedExcess;
  private int interims;
  private int headers;
  private int contentLengths;

  ResponseDecoder(int maxHeaderBytes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeaderBytes)
            .setMaxHeaderSize(maxHeaderBytes)
            .setMaxChunkSize(MAX_CHUNK_BYTES)
            .setAllowDuplicateContentLengths(false)
            .setUseRfc9112TransferEncoding(true)
            // Upstreams that end lines with a bare LF worked before there was a proxy.
            .setStrictLineParsing(false));
  }

  /** Makes ready for the response to a request of that method. */
  void expect(HttpMethod method) {
    toHead = method.equals(HttpMethod.HEAD);
    interim = false;
    ended = false;
    receivedAny = false;
    interims = 0;
  }

  /** Whether the response expected is one to HEAD, which has no body. */
  boolean isToHead() {
    return toHead;
  }

  /** Whether a byte came since the last request. */
  boolean receivedAny() {
    return receivedAny;
  }

  /** Whether bytes came that no request asked for. */
  boolean receivedExcess() {
    return receivedExcess;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (ended) {
      receivedExcess = true;
      in.skipBytes(in.readableBytes());
      return;
    }
    receivedAny = true;
    super.decode(ctx, in, out);
    if (!out.isEmpty() && out.getLast() instanceof LastHttpContent && !interim) {
      ended = true;
      // Now, since the connection may be taken for the next request before decoding goes on.
      receivedExcess = in.isReadable();
    }
  }

  /** A new head: the first thing that is read of it. */
  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    String version = super.splitFirstWordInitialLine(line, start, length);
    require(start == 0 && version.startsWith("HTTP/1."), "not HTTP/1");
    headers = 0;
    contentLengths = 0;
    return version;
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    String status = super.splitSecondWordInitialLine(line, start, length);
    require(start > 0 && line[start - 1] == ' ', "white space in the status line");
    require(length == 3 && status.charAt(0) != '0', "status");
    for (int i = 0; i < length; i++) {
      require(status.charAt(i) >= '0' && status.charAt(i) <= '9', "status");
    }
    return status;
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    require(line[start - 1] == ' ', "white space in the status line");
    for (int i = start; i < start + length; i++) {
      require(isText(line[i]), "control character in the reason");
    }
    return super.splitThirdWordInitialLine(line, start, length);
  }

  /** Netty looks no further than the first space in a name. */
  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (++headers > MAX_HEADERS) {
      throw new TooLongHttpHeaderException("more than " + MAX_HEADERS + " headers");
    }
    for (int i = start + length; i < line.length && line[i] != ':'; i++) {
      require(line[i] == ' ' || line[i] == '\t', "space in a header's name");
    }
    AsciiString name = super.splitHeaderName(line, start, length);
    if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
      // Netty takes the first of several that a response of HTTP/1.0 carries.
      require(++contentLengths == 1, "more than one Content-Length");
    }
    return name;
  }

  /** Called when the head is whole, and its length was read. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    HttpHeaders headers = message.headers();
    interim = ((HttpResponse) message).status().codeClass() == HttpStatusClass.INFORMATIONAL;
    boolean coded = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    if (interim) {
      require(++interims <= MAX_INTERIM, "no final response");
      require(!coded && !hasLength(headers), "interim response with a body");
    }
    if (coded) {
      List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
      require(
          codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"),
          "unknown transfer coding");
    }
    if (contentLengths > 0) {
      ContentLength.normalise(headers);
    }
    return (!interim && toHead) || super.isContentAlwaysEmpty(message);
  }

  private static boolean hasLength(HttpHeaders headers) {
    return !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
  }

  private static boolean isText(byte b) {
    return b < 0 || (b >= ' ' && b != 0x7f) || b == '\t';
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
