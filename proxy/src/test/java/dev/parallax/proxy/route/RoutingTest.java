package dev.parallax.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.upstream.UpstreamPools;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import dev.parallax.proxy.upstream.UpstreamSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {

  private static final TapPolicy ALL = new TapPolicy(1, 10);
  private static final EventLoopGroup LOOPS =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private static final UpstreamPools POOLS =
      new UpstreamPools(
          LOOPS,
          NioSocketChannel.class,
          new UpstreamSettings(
              InetSocketAddress.createUnresolved("u", 80),
              UpstreamProtocol.AUTO,
              null,
              Duration.ofMinutes(1),
              1,
              1,
              1,
              Duration.ofMinutes(1),
              Duration.ofMinutes(1),
              1024));

  @AfterAll
  static void stop() {
    LOOPS.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Routes are host and prefix; the order in which they are given must not matter. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.shop/    | a.shop           | /x        | a.shop/
          a.shop/    | A.Shop:8080      | /x        | a.shop/
          a.shop/    | b.shop           | /x        | none
          a.shop/    | ''               | /x        | none
          a.shop/    | a.shop.          | /x        | none
          a.shop/, *.shop/, /        | a.shop   | / | a.shop/
          a.shop/, *.shop/, /        | b.shop   | / | *.shop/
          a.shop/, *.shop/, /        | shop     | / | /
          *.shop/, *.eu.shop/        | a.eu.shop | / | *.eu.shop/
          *.shop/, a.b/api           | a.b      | / | none
          /, /api, /api/v2           | a        | /api/v2/x?q | /api/v2
          /, /api, /api/v2           | a        | /api/v2x | /api
          /, /api, /api/v2           | a        | /apix | /
          a.shop/api, /              | a.shop   | /x | /
          a.shop/, /api              | a.shop   | /api | a.shop/
          a.shop/, *.shop/api/v2     | a.shop   | /api/v2 | a.shop/
          [::1]/, /                  | [::1]    | / | [::1]/
          [::1]/, /                  | [::1]:80 | / | [::1]/
          [::1]/, /                  | [::2]:80 | / | /
          a.shop/, /api              | a.shop   | * | a.shop/
          /api, /                    | ''       | * | /
          """)
  void findsTheClosestHostThenTheLongestPrefix(
      String given, String authority, String target, String expected) {
    List<String> routes = Arrays.asList(given.split(", *", -1));
    assertThat(match(routes, authority, target)).isEqualTo(expected);
    assertThat(match(routes.reversed(), authority, target)).isEqualTo(expected);
  }

  @Test
  void sendsEverythingToTheOneRouteThatTakesEverything() {
    assertThat(match(List.of("/"), "any]thing:", "*")).isEqualTo("/");
  }

  @Test
  void takesTheFirstOfTwoThatAreAlike() {
    Route first =
        new Route(
            "a",
            "/",
            URI.create("http://u:1"),
            HostPolicy.PRESERVE,
            UpstreamProtocol.AUTO,
            false,
            ALL);
    Route second =
        new Route(
            "a",
            "/",
            URI.create("http://u:2"),
            HostPolicy.PRESERVE,
            UpstreamProtocol.AUTO,
            false,
            ALL);
    Routing routing = routing(List.of(first, second));
    assertThat(Objects.requireNonNull(routing.match("a", "/")).route()).isEqualTo(first);
  }

  private static String match(List<String> routes, String authority, String target) {
    Routing routing = routing(routes.stream().map(RoutingTest::route).toList());
    Routing.Leg leg = routing.match(authority, target);
    return leg == null ? "none" : leg.route().host() + leg.route().pathPrefix();
  }

  private static Routing routing(List<Route> routes) {
    return new Routing(routes.stream().map(route -> new Routing.Leg(route, POOLS)).toList(), ALL);
  }

  private static Route route(String hostAndPrefix) {
    int slash = hostAndPrefix.indexOf('/');
    return new Route(
        hostAndPrefix.substring(0, slash),
        hostAndPrefix.substring(slash),
        URI.create("http://u"),
        HostPolicy.PRESERVE,
        UpstreamProtocol.AUTO,
        false,
        ALL);
  }
}
