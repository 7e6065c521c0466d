package dev.parallax.proxy;

import io.netty.channel.epoll.Epoll;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a test once over each {@link Transport} that the machine offers. */
@ParameterizedTest
@MethodSource("dev.parallax.proxy.OnEachTransport$Offered#all")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface OnEachTransport {

  /** What the machine offers. */
  final class Offered {

    private Offered() {}

    static Stream<Named<Transport>> all() {
      return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.NIO)
          .filter(Offered::isOffered)
          .map(transport -> Named.of(transport.name(), transport));
    }

    private static boolean isOffered(Transport transport) {
      return switch (transport.name()) {
        case "io_uring" -> IoUringHandlers.areAvailable();
        case "epoll" -> Epoll.isAvailable();
        default -> true;
      };
    }
  }
}
