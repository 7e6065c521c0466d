package dev.parallax.replayer.safety;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves a name or an address literal to all of its addresses. Blocks. */
@FunctionalInterface
interface HostResolver {

  List<InetAddress> resolve(String host) throws UnknownHostException;

  static HostResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
