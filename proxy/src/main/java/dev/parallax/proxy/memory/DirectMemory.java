package dev.parallax.proxy.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * The JVM's memory outside its heap, which buffers are made of, and which is as much as its heap
 * unless {@code -XX:MaxDirectMemorySize} says otherwise. Thread-safe.
 *
 * <p>Short is half of it, since what runs already goes on to take some. What each client holds of
 * it is bounded, but not that times the number of clients.
 */
public final class DirectMemory {

  private final LongSupplier usedBytes;
  private final long shortBytes;

  DirectMemory(LongSupplier usedBytes, long maxBytes) {
    this.usedBytes = usedBytes;
    this.shortBytes = maxBytes / 2;
  }

  public static DirectMemory ofJvm() {
    BufferPoolMXBean direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    long set =
        Long.parseLong(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
    return new DirectMemory(
        direct::getMemoryUsed, set == 0 ? Runtime.getRuntime().maxMemory() : set);
  }

  public boolean isShort() {
    return usedBytes.getAsLong() > shortBytes;
  }
}
