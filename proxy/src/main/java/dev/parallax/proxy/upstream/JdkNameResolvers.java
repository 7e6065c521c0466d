package dev.parallax.proxy.upstream;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves names with the JDK, as any other process on the machine would (hosts file, search
 * domains, cache), on a virtual thread: Netty's default resolver would block the event loop.
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
      Thread.startVirtualThread(
          () -> {
            try {
              promise.setSuccess(InetAddress.getByName(host));
            } catch (UnknownHostException e) {
              promise.setFailure(e);
            }
          });
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      Thread.startVirtualThread(
          () -> {
            try {
              promise.setSuccess(List.of(InetAddress.getAllByName(host)));
            } catch (UnknownHostException e) {
              promise.setFailure(e);
            }
          });
    }
  }
}
