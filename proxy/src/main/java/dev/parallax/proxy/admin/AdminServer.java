package dev.parallax.proxy.admin;

import dev.parallax.proxy.channel.BindFault;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.PreferHeapByteBufAllocator;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Answers operators, on a listener and an event loop of its own, which share nothing with traffic.
 *
 * <p>Questions for health are answered on that loop, all others on threads, since they may wait.
 * What a client can take is bounded: connections, the time to ask and to take the answer, the bytes
 * of a question. Each connection serves one question.
 */
public final class AdminServer implements AutoCloseable {

  static final int MAX_CONNECTIONS = 32;
  private static final int MAX_LINE_BYTES = 2 * 1024;
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int MAX_BODY_BYTES = 4 * 1024;
  private static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration IDLE_THREAD = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(1);

  private static final LimitedWarning UNAUTHORISED =
      new LimitedWarning(
          LoggerFactory.getLogger(AdminServer.class), "refused an operator without the token");

  private final AdminSettings settings;
  private final Duration clientTimeout;
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("parallax-admin", true), NioIoHandler.newFactory());
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MAX_CONNECTIONS,
          IDLE_THREAD.toMillis(),
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("parallax-admin-answer-", 0).daemon().factory());
  private final AdminConnections connections = new AdminConnections(MAX_CONNECTIONS);
  private final Channel listening;
  private volatile Endpoints endpoints = Health.starting();

  private AdminServer(AdminSettings settings, Duration clientTimeout) throws IOException {
    this.settings = settings;
    this.clientTimeout = clientTimeout;
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, onHeap())
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    addHandlers(channel);
                  }
                })
            .bind(settings.listen())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close(loop, threads);
      throw BindFault.of("admin.listen", settings.listen(), bound.cause());
    }
    listening = bound.channel();
  }

  /** What traffic's buffers are made of stays traffic's. These the collector frees. */
  private static ByteBufAllocator onHeap() {
    return new PreferHeapByteBufAllocator(new UnpooledByteBufAllocator(false, true));
  }

  /**
   * Listens. Until {@link #serve} it says that the proxy starts.
   *
   * @throws IOException if the address can't be listened on
   */
  public static AdminServer start(AdminSettings settings) throws IOException {
    return start(settings, CLIENT_TIMEOUT);
  }

  /**
   * @param clientTimeout for asking, and for taking the answer
   */
  static AdminServer start(AdminSettings settings, Duration clientTimeout) throws IOException {
    return new AdminServer(settings, clientTimeout);
  }

  /** From now on answers about that proxy. */
  public void serve(Operated operated) {
    serve(operated.endpoints());
  }

  void serve(Endpoints all) {
    endpoints = all;
  }

  /** Where it listens, with the port that was taken. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  @Override
  public void close() {
    close(loop, threads);
  }

  private static void close(EventLoopGroup loop, ThreadPoolExecutor threads) {
    threads.shutdownNow();
    loop.shutdownGracefully(0, STOP.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }

  private void addHandlers(Channel channel) {
    HttpDecoderConfig bounds =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES);
    AdminConnection connection =
        new AdminConnection(connections, threads, this::endpoint, clientTimeout);
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(bounds),
            new HttpObjectAggregator(MAX_BODY_BYTES) {
              @Override
              protected void handleOversizedMessage(
                  ChannelHandlerContext context, HttpMessage oversized) {
                connection.refuse(AdminAnswer.text(413, "The body is too large."));
              }
            },
            connection);
  }

  /** What answers a request, if whoever asks may know. */
  private AdminConnection.Found endpoint(String method, String path, String authorization) {
    Endpoints all = endpoints;
    boolean open = all.isOpen(path);
    if (!open && !isAuthorised(authorization)) {
      UNAUTHORISED.warn("status", 401);
      return new AdminConnection.Found(
          _ ->
              AdminAnswer.text(401, "The token is needed: Authorization: Bearer TOKEN")
                  .with("WWW-Authenticate", "Bearer realm=\"parallax\""),
          true);
    }
    return new AdminConnection.Found(all.find(method, path), open);
  }

  private boolean isAuthorised(String authorization) {
    String scheme = "Bearer ";
    return settings
        .token()
        .map(
            token ->
                authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                    && token.matches(authorization.substring(scheme.length()).strip()))
        .orElse(true);
  }
}
