package dev.parallax.bench.load.subject;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A process's own accounting of the processor time it used, user and system, threads that ended
 * included: its CPU clock, as {@code clock_getcpuclockid(3)} names it. In nanoseconds, where {@code
 * /proc/PID/stat} has steps of 10 ms, which is all that a proxy uses in a second of light load.
 */
final class CpuClock {

  /** The kernel's {@code CPUCLOCK_SCHED}: of the scheduler, for all threads of the process. */
  private static final int SCHEDULER = 2;

  private static final int PID_SHIFT = 3;
  private static final MethodHandle CLOCK_GETTIME = clockGettime();

  private CpuClock() {}

  static double micros(long pid) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
      int clock = ((int) ~pid << PID_SHIFT) | SCHEDULER;
      if ((int) CLOCK_GETTIME.invokeExact(clock, time) != 0) {
        throw new IOException("no CPU clock of process " + pid + ": it has ended");
      }
      long seconds = time.getAtIndex(ValueLayout.JAVA_LONG, 0);
      return seconds * 1e6 + time.getAtIndex(ValueLayout.JAVA_LONG, 1) / 1e3;
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  // The C library's own function, with the types of its declaration.
  @SuppressWarnings("restricted")
  private static MethodHandle clockGettime() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("clock_gettime"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }
}
