package dev.parallax.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamPoolTest {

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = loops.next();
  private final ConnectCounts connects = new ConnectCounts();

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void timesOutWhereTheLookUpOfTheNameNeverEnds() throws Exception {
    NeverAnswering resolvers = new NeverAnswering();
    UpstreamPool pool =
        new UpstreamPool(
            loop,
            NioSocketChannel.class,
            new UpstreamSettings(
                InetSocketAddress.createUnresolved("shop.example", 80),
                UpstreamProtocol.AUTO,
                null,
                Duration.ofMillis(50),
                1,
                0,
                1,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                1024),
            resolvers,
            new DefaultChannelGroup(loop),
            connects);
    QueuedFailures failures = new QueuedFailures();
    loop.execute(() -> pool.acquire(failures));
    assertThat(failures.next()).isEqualTo(UpstreamFailure.CONNECT_TIMEOUT);

    // The answer comes after all: nobody waits for it.
    Promise<InetAddress> question = resolvers.questions.take();
    loop.submit(() -> answer(question)).sync();
    loop.submit(() -> {}).sync();
    assertThat(failures.isEmpty()).isTrue();
  }

  @Test
  void goesOnAfterASocketCouldNotBeMadeAndKeepsNothingOfIt() throws Exception {
    ChannelGroup all = new DefaultChannelGroup(loop);
    UpstreamPool pool =
        new UpstreamPool(
            loop,
            NeverMade.class,
            new UpstreamSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                UpstreamProtocol.AUTO,
                null,
                Duration.ofMinutes(1),
                1,
                0,
                1,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                1024),
            new NeverAnswering(),
            all,
            connects);
    for (int i = 0; i < 2; i++) {
      QueuedFailures failures = new QueuedFailures();
      loop.execute(() -> pool.acquire(failures));
      assertThat(failures.next()).isEqualTo(UpstreamFailure.CONNECT_REFUSED);
    }
    assertThat(all.size()).isZero();
    assertThat(connects.failedCount(UpstreamFailure.CONNECT_REFUSED)).isEqualTo(2);
    assertThat(connects.openedCount()).isZero();
  }

  /** As where no file descriptor is left. */
  public static final class NeverMade extends NioSocketChannel {

    public NeverMade() {
      throw new IllegalStateException("too many open files");
    }
  }

  private static void answer(Promise<InetAddress> question) {
    var _ = question.setSuccess(InetAddress.getLoopbackAddress());
  }

  private static final class NeverAnswering extends AddressResolverGroup<InetSocketAddress> {

    private final BlockingQueue<Promise<InetAddress>> questions = new LinkedBlockingQueue<>();

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
      return new InetNameResolver(executor) {
        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
          questions.add(promise);
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
          throw new AssertionError("not expected");
        }
      }.asAddressResolver();
    }
  }
}
