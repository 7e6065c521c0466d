package dev.parallax.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process's own accounting of the processor time it used, from {@code /proc/PID/stat}. */
final class CpuTime {

  /** The kernel's clock ticks for user space, {@code USER_HZ}: 100 on every Linux in use. */
  private static final double MICROS_PER_TICK = 1e6 / 100;

  private static final int USER_TICKS_FIELD = 11;
  private static final int SYSTEM_TICKS_FIELD = 12;

  private CpuTime() {}

  /** User and system time of the processes so far, in microseconds; resolution 10 ms. */
  static double micros(List<Long> pids) throws IOException {
    double micros = 0;
    for (long pid : pids) {
      micros += micros(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }
    return micros;
  }

  /** Parses one {@code stat} line; the command in parentheses may itself hold spaces. */
  static double micros(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks =
        Long.parseLong(fields[USER_TICKS_FIELD]) + Long.parseLong(fields[SYSTEM_TICKS_FIELD]);
    return ticks * MICROS_PER_TICK;
  }
}
