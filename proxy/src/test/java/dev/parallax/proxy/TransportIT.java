package dev.parallax.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parallax.proxy.channel.ReadsUntilClose;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ways to drive sockets get wrong, if nobody mends it. */
class TransportIT {

  private static final int ATTEMPTS = 60;
  private static final int CLIENTS = 6;

  private ScriptedUpstream server;

  @BeforeEach
  void listen() throws IOException {
    server = new ScriptedUpstream();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @OnEachTransport
  void tellsOfAResetThatComesWithData(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {})) {
      for (int i = 0; i < ATTEMPTS; i++) {
        try (Wire client = fixture.client()) {
          client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
          Wire upstream = fixture.upstream.next();
          upstream.readHead();
          upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart").reset();
          assertThat(endOf(client)).as("attempt %d", i).isNotEqualTo("still open");
        }
      }
    }
  }

  private static String endOf(Wire client) throws IOException {
    try {
      return client.readAll();
    } catch (SocketTimeoutException e) {
      return "still open";
    } catch (SocketException e) {
      return "reset";
    }
  }

  /** However the end of the connection and what is still sent cross. */
  @OnEachTransport
  void endsAfterItsAnswerThoughMoreIsSent(Transport transport) throws Exception {
    String sent = "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n";
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<String>> ends = new ArrayList<>();
      for (int i = 0; i < CLIENTS * ATTEMPTS; i++) {
        ends.add(
            threads.submit(
                () -> {
                  try (Wire client = fixture.client()) {
                    return endOf(client.sendInPieces(sent, 1));
                  }
                }));
      }
      for (Future<String> end : ends) {
        assertThat(end.get()).startsWith("HTTP/1.1 501 ");
      }
    }
  }

  /** It is closed while a read of it is under way, as one channel's end closes another. */
  @OnEachTransport
  void showsTheOtherSideThatItClosedThoughMoreWasRead(Transport transport) throws Exception {
    try (MultiThreadIoEventLoopGroup loops = transport.newLoops(1)) {
      Channel closed = connect(loops, transport, new ReadingOn(), ByteBufAllocator.DEFAULT);
      Wire closedPeer = server.next();
      Channel closing =
          connect(
              loops,
              transport,
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                  ReferenceCountUtil.release(message);
                  var _ = closed.close();
                }
              },
              ByteBufAllocator.DEFAULT);
      Wire closingPeer = server.next();
      CountDownLatch bothReady = new CountDownLatch(1);
      closing.eventLoop().execute(() -> awaitQuietly(bothReady));
      closingPeer.send("first");
      closedPeer.send("more");
      bothReady.countDown();
      assertThat(endOf(closedPeer)).isNotEqualTo("still open");
    }
  }

  @OnEachTransport
  void endsOnlyTheConnectionThatThereIsNoMemoryToRead(Transport transport) throws Exception {
    try (MultiThreadIoEventLoopGroup loops = transport.newLoops(1)) {
      Channel poor = connect(loops, transport, new Inbox(), new NoMemory());
      server.next().send("too much");
      assertThat(poor.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
      Inbox inbox = new Inbox();
      connect(loops, transport, inbox, ByteBufAllocator.DEFAULT);
      server.next().send("well");
      assertThat(inbox.next()).isEqualTo("well");
    }
  }

  @Test
  void goesOnListeningAfterThereWasNoMemoryToAccept() throws Exception {
    Transport transport = Transport.IO_URING;
    assumeTrue(IoUringHandlers.areAvailable());
    try (MultiThreadIoEventLoopGroup loops = transport.newLoops(1)) {
      Inbox inbox = new Inbox();
      FailingOnce failing = new FailingOnce();
      Channel listener =
          new ServerBootstrap()
              .group(loops)
              .channel(transport.serverType())
              .option(ChannelOption.RECVBUF_ALLOCATOR, failing)
              .childHandler(inbox)
              .bind("127.0.0.1", 0)
              .sync()
              .channel();
      InetSocketAddress address = (InetSocketAddress) listener.localAddress();
      try (Wire _ = Wire.to(address)) {
        assertThat(failing.failed.await(10, TimeUnit.SECONDS)).isTrue();
      }
      try (Wire well = Wire.to(address)) {
        well.send("well");
        assertThat(inbox.next()).isEqualTo("well");
      }
    }
  }

  /** That one is closed and another gets its descriptor while events of both are being told. */
  @Test
  void sparesANewConnectionWhatThatBeforeItWasToBeTold() throws Exception {
    assumeTrue(Epoll.isAvailable());
    Transport transport = Transport.EPOLL;
    try (MultiThreadIoEventLoopGroup loops = transport.newLoops(1)) {
      Inbox inbox = new Inbox();
      Channel old = connect(loops, transport, new Inbox(), ByteBufAllocator.DEFAULT);
      Wire oldPeer = server.next();
      CompletableFuture<Channel> taken = new CompletableFuture<>();
      Channel first =
          connect(
              loops,
              transport,
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                  ReferenceCountUtil.release(message);
                  int descriptor = ((EpollSocketChannel) old).fd().intValue();
                  var _ = old.close();
                  taken.complete(connectWith(descriptor, ctx, inbox));
                }
              },
              ByteBufAllocator.DEFAULT);
      Wire firstPeer = server.next();
      CountDownLatch bothReady = new CountDownLatch(1);
      first.eventLoop().execute(() -> awaitQuietly(bothReady));
      firstPeer.send("go");
      oldPeer.reset();
      bothReady.countDown();
      Channel renewed = taken.get(10, TimeUnit.SECONDS);
      server.next().send("well");
      assertThat(inbox.next()).isEqualTo("well");
      assertThat(renewed.isActive()).isTrue();
    }
  }

  private Channel connectWith(int descriptor, ChannelHandlerContext ctx, Inbox inbox) {
    List<Channel> others = new ArrayList<>();
    while (true) {
      EpollSocketChannel channel = new EpollSocketChannel();
      if (channel.fd().intValue() == descriptor || others.size() > 16) {
        assertThat(channel.fd().intValue()).isEqualTo(descriptor);
        others.forEach(other -> other.unsafe().closeForcibly());
        channel.pipeline().addLast(inbox);
        var _ = ctx.channel().eventLoop().register(channel);
        // Later, as a bootstrap does.
        ctx.channel()
            .eventLoop()
            .execute(
                () -> {
                  var _ = channel.connect(server.address());
                });
        return channel;
      }
      others.add(channel);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Channel connect(
      MultiThreadIoEventLoopGroup loops,
      Transport transport,
      ChannelInboundHandlerAdapter handler,
      ByteBufAllocator buffers)
      throws InterruptedException {
    return new Bootstrap()
        .group(loops)
        .channel(transport.channelType())
        .option(ChannelOption.ALLOCATOR, buffers)
        .handler(handler)
        .connect(server.address())
        .sync()
        .channel();
  }

  /** What was received, by packet. */
  private static final class Inbox extends ChannelInboundHandlerAdapter {

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      received.add(bytes.toString(US_ASCII));
      bytes.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close();
    }

    String next() throws InterruptedException {
      String next = received.poll(10, TimeUnit.SECONDS);
      return next == null ? "nothing" : next;
    }
  }

  /** Reads as the proxy's handlers do, and drops. */
  private static final class ReadingOn extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel channel) {
      channel.config().setAutoRead(false);
      channel
          .pipeline()
          .addLast(
              new ReadsUntilClose(),
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext ctx) {
                  ctx.read();
                }

                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                  ReferenceCountUtil.release(message);
                }

                @Override
                public void channelReadComplete(ChannelHandlerContext ctx) {
                  ctx.read();
                }
              });
    }
  }

  /** Of a listener: the first accepted connection finds no memory. */
  private static final class FailingOnce extends DefaultMaxMessagesRecvByteBufAllocator {

    private final CountDownLatch failed = new CountDownLatch(1);

    @SuppressWarnings("deprecation") // What the interface asks for.
    @Override
    public Handle newHandle() {
      return new MaxMessageHandle() {
        @Override
        public int guess() {
          return 128;
        }

        @Override
        public void lastBytesRead(int bytes) {
          fail();
          super.lastBytesRead(bytes);
        }
      };
    }

    private void fail() {
      if (failed.getCount() > 0) {
        failed.countDown();
        throw new OutOfMemoryError("no memory, says the test");
      }
    }
  }

  private static final class NoMemory extends AbstractByteBufAllocator {

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError("no memory, says the test");
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError("no memory, says the test");
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }
}
