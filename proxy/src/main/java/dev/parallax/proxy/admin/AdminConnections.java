package dev.parallax.proxy.admin;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The operators' connections, so many at most. Where there are too many, the oldest of those is
 * closed that ask slowly or take their answer slowly, else the oldest of all: whoever stalls keeps
 * nobody out. Confined to the event loop.
 */
final class AdminConnections {

  private final int max;
  private final Set<AdminConnection> open = new LinkedHashSet<>();

  AdminConnections(int max) {
    this.max = max;
  }

  void add(AdminConnection connection) {
    if (open.size() >= max) {
      open.stream()
          .filter(one -> !one.isAnswering())
          .findFirst()
          .or(() -> open.stream().findFirst())
          .ifPresent(AdminConnection::close);
    }
    open.add(connection);
  }

  void remove(AdminConnection connection) {
    open.remove(connection);
  }
}
