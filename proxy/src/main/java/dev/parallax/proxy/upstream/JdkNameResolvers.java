package dev.parallax.proxy.upstream;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Resolves names with the JDK, as any other process on the machine would (hosts file, search
 * domains, cache), on a virtual thread: Netty's default resolver would block the event loop.
 *
 * <p>A look-up takes as long as the JDK lets it: whoever asks sets the deadline.
 */
final class JdkNameResolvers extends AddressResolverGroup<InetSocketAddress> {

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new JdkNameResolver(executor).asAddressResolver();
  }

  private static final class JdkNameResolver extends InetNameResolver {

    JdkNameResolver(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
      lookUp(() -> InetAddress.getByName(host), promise);
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      lookUp(() -> List.of(InetAddress.getAllByName(host)), promise);
    }

    // Throwable: whatever ends the look-up ends the wait for it.
    private static <T> void lookUp(Callable<T> question, Promise<T> promise) {
      Thread.startVirtualThread(
          () -> {
            try {
              promise.trySuccess(question.call());
            } catch (Throwable e) {
              promise.tryFailure(e);
            }
          });
    }
  }
}
