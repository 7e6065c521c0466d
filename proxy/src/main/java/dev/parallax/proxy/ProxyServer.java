package dev.parallax.proxy;

import dev.parallax.proxy.channel.BindFault;
import dev.parallax.proxy.downstream.Connections;
import dev.parallax.proxy.downstream.DownstreamInitializer;
import dev.parallax.proxy.downstream.DownstreamSettings;
import dev.parallax.proxy.downstream.Rules;
import dev.parallax.proxy.memory.DirectMemory;
import dev.parallax.proxy.memory.ModestReads;
import dev.parallax.proxy.memory.ModestWrites;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.tap.TapReport;
import dev.parallax.proxy.tap.TapWatch;
import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.tls.CertificateLife;
import dev.parallax.proxy.tls.Tls;
import dev.parallax.proxy.tls.TlsFault;
import dev.parallax.proxy.traffic.LoopWatch;
import dev.parallax.proxy.traffic.Metering;
import dev.parallax.proxy.traffic.Upstream;
import dev.parallax.proxy.upstream.PoolState;
import dev.parallax.proxy.upstream.UpstreamPools;
import dev.parallax.recorder.capture.Capture;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running proxy. Thread-safe.
 *
 * <p>{@link #reload} changes what it goes by, and interrupts nobody. {@link #drain} then {@link
 * #close} loses no exchange that ends in time; {@link #close} alone cuts those in flight.
 */
public final class ProxyServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProxyServer.class);
  private static final int ACCEPT_BACKLOG = 4096;
  private static final int STOP_SECONDS = 5;
  private static final int RELIEF_MILLIS = 500;
  private static final Duration MAX_PROBE = Duration.ofSeconds(5);

  private final MultiThreadIoEventLoopGroup loops;
  private final Connections connections;
  private final Upstreams upstreams;
  private final AtomicReference<Rules> rules;
  private final Taps taps;
  private final TapWatch watch;
  private final Channel listening;
  private final Tls tls;

  private volatile ProxySettings settings;
  private boolean closed;

  private ProxyServer(
      ProxySettings settings,
      MultiThreadIoEventLoopGroup loops,
      Connections connections,
      Upstreams upstreams,
      AtomicReference<Rules> rules,
      Taps taps,
      TapWatch watch,
      Channel listening,
      Tls tls) {
    this.settings = settings;
    this.loops = loops;
    this.connections = connections;
    this.upstreams = upstreams;
    this.rules = rules;
    this.taps = taps;
    this.watch = watch;
    this.listening = listening;
    this.tls = tls;
  }

  /**
   * Listens and serves from here on, whether or not the upstream is there yet.
   *
   * @param capture is handed a copy of each exchange
   * @throws TlsFault if TLS can't be made of the files and settings
   * @throws IOException if the address can't be listened on, for example since its port is in use
   */
  public static ProxyServer start(ProxySettings settings, Capture capture) throws IOException {
    return start(settings, capture, Metering.none());
  }

  /**
   * The same.
   *
   * @param metering watches each exchange
   */
  public static ProxyServer start(ProxySettings settings, Capture capture, Metering metering)
      throws IOException {
    return start(settings, capture, metering, Transport.of(settings.transport()));
  }

  static ProxyServer start(ProxySettings settings, Capture capture, Transport transport)
      throws IOException {
    return start(settings, capture, Metering.none(), transport);
  }

  private static ProxyServer start(
      ProxySettings settings, Capture capture, Metering metering, Transport transport)
      throws IOException {
    Tls tls = Tls.load(settings.tls(), settings.routes().stream().anyMatch(Route::isSecure));
    // In the order in which requests flow.
    MultiThreadIoEventLoopGroup loops = transport.newLoops(settings.eventLoops());
    DirectMemory memory = DirectMemory.ofJvm();
    Connections connections = new Connections(settings.limits().maxConnections());
    var _ =
        loops.scheduleWithFixedDelay(
            () -> relieve(connections, memory),
            RELIEF_MILLIS,
            RELIEF_MILLIS,
            TimeUnit.MILLISECONDS);
    TapWatch watch = TapWatch.start(settings.tap());
    Taps taps = new Taps(capture, settings.tap().enabled(), watch, InstantSource.system());
    Upstreams upstreams = new Upstreams(loops, transport.channelType(), tls.upstream());
    AtomicReference<Rules> rules = new AtomicReference<>(rules(settings, upstreams));
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.serverType())
            .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, new ModestReads(memory))
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new DownstreamInitializer(
                    rules::get,
                    connections,
                    new ModestWrites(memory),
                    taps,
                    metering,
                    tls.downstream().orElse(null)))
            .bind(settings.listen())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      watch.close();
      stop(loops);
      tls.close();
      throw BindFault.of("proxy.listen", settings.listen(), bound.cause());
    }
    tls.watch(loops);
    ProxyServer server =
        new ProxyServer(
            settings, loops, connections, upstreams, rules, taps, watch, bound.channel(), tls);
    log.atInfo()
        .addKeyValue("listen", server.address())
        .addKeyValue("upstreams", upstreamsOf(settings))
        .addKeyValue("transport", transport.name())
        .addKeyValue("tap", taps.isOn())
        .log("proxy started");
    return server;
  }

  // What fails once must not end the next ones.
  private static void relieve(Connections connections, DirectMemory memory) {
    try {
      connections.relieve(memory);
    } catch (RuntimeException | Error e) {
      log.atWarn().addKeyValue("error", e.getClass().getName()).log("memory was not relieved");
    }
  }

  /** Where it listens, with the port that was taken. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /**
   * The upstreams that no connection can be opened to. Blocks for up to the connect timeout, and
   * for no longer than five seconds, for all together.
   */
  public List<URI> unreachableUpstreams() {
    Map<InetSocketAddress, URI> upstreams = new LinkedHashMap<>();
    settings.routes().forEach(one -> upstreams.putIfAbsent(one.upstreamAddress(), one.upstream()));
    Duration connect = settings.timeouts().connect();
    return Probes.within(connect.compareTo(MAX_PROBE) < 0 ? connect : MAX_PROBE)
        .unreachable(upstreams);
  }

  /**
   * Goes by other settings from now on: all of them, or none if it throws. Requests that begin see
   * them, also on connections that are there; exchanges in flight end by what they began with.
   * Connections to an upstream stay, unless it is named no more, or how it is connected to has
   * changed: then each closes after its exchange. The size of heads is that of new connections.
   *
   * @throws IllegalArgumentException naming what can't change while the proxy runs: where it
   *     listens, and what drives it
   */
  public synchronized void reload(ProxySettings next) {
    settings.requireSameProcess(next);
    if (closed) {
      return;
    }
    if (next.routes().stream().anyMatch(Route::isSecure)) {
      prepareForSecureUpstreams();
    }
    Rules now = rules(next, upstreams);
    settings = next;
    connections.limit(next.limits().maxConnections());
    watch.reload(next.tap());
    rules.set(now);
    // Behind the last request that took the old ones, on each event loop.
    upstreams.retireAllBut(now.routing());
    log.atInfo().addKeyValue("upstreams", upstreamsOf(next)).log("proxy reloaded");
  }

  private void prepareForSecureUpstreams() {
    try {
      tls.prepareForUpstreams();
    } catch (TlsFault e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Rules rules(ProxySettings settings, Upstreams upstreams) {
    return new Rules(upstreams.routing(settings), downstreamSettings(settings));
  }

  private static List<URI> upstreamsOf(ProxySettings settings) {
    return settings.routes().stream().map(Route::upstream).distinct().toList();
  }

  /**
   * Takes certificates and keys as their files are now, if they changed, for new connections; also
   * done by itself every few seconds. Files that can't be used are told of, and change nothing.
   * Blocks while it reads.
   */
  public void reloadCertificates() {
    tls.reload();
  }

  /** What recording has cost so far. */
  public TapReport tapReport() {
    return watch.report();
  }

  /** Records what comes, or lets it pass and counts it as untapped. */
  public Taps taps() {
    return taps;
  }

  /** Tells from here on how late the event loops are; to be called once. */
  public LoopWatch watchLoops() {
    return LoopWatch.start(loops);
  }

  public Connections.Counts connections() {
    return connections.counts();
  }

  /** What was connected to each upstream since the start, be it still named or not. */
  public Map<Upstream, Connects.Counts> connects() {
    return upstreams.connects().byUpstream();
  }

  /** Its own, that clients and upstreams are shown. */
  public Collection<CertificateLife> certificates() {
    return tls.certificates();
  }

  /** The connections to each upstream; those of an event loop that does not answer are left out. */
  public Map<UpstreamPools, PoolState> upstreams(Duration timeout) throws InterruptedException {
    try {
      return PoolState.ask(loops, rules.get().routing().upstreams(), timeout);
    } catch (RejectedExecutionException e) {
      // The loops have ended, and all connections with them.
      return Map.of();
    }
  }

  /**
   * Sends clients away without turning any off: each response says {@code Connection: close}, idle
   * connections are closed, and who comes all the same is served. To begin again does nothing.
   */
  public void beginDrain() {
    if (!connections.isDraining()) {
      log.atInfo().log("proxy drains: it goes on listening until it is told to stop");
      connections.beginDrain();
    }
  }

  /** Whether {@link #beginDrain} or {@link #drain} was called. */
  public boolean isDraining() {
    return connections.isDraining();
  }

  /**
   * Stops accepting, lets exchanges in flight end, each with {@code Connection: close}, and closes
   * connections that are idle and stay so for a second. Blocks for up to the drain timeout, then
   * cuts what is left.
   */
  public DrainResult drain() {
    listening.close().awaitUninterruptibly();
    // So that those accepted last are among the connections.
    loops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly());
    int cut = 0;
    try {
      if (!connections.drain(settings.timeouts().drain())) {
        cut = connections.cut();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.atInfo().addKeyValue("cutExchanges", cut).log("proxy drained");
    return new DrainResult(cut);
  }

  /** Stops at once; to close again does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    listening.close().awaitUninterruptibly();
    try {
      connections.cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    upstreams.close();
    watch.close();
    stop(loops);
    tls.close();
  }

  private static void stop(MultiThreadIoEventLoopGroup loops) {
    loops.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static DownstreamSettings downstreamSettings(ProxySettings settings) {
    Timeouts timeouts = settings.timeouts();
    return new DownstreamSettings(
        settings.forwarding(),
        settings.proxyProtocol(),
        settings.limits().maxHeaderBytes(),
        settings.limits().minBodyRate(),
        timeouts.header(),
        timeouts.response(),
        timeouts.idle(),
        timeouts.stream(),
        timeouts.limitsTotal() ? Optional.of(timeouts.total()) : Optional.empty());
  }
}
