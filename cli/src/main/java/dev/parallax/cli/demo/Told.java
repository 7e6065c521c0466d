package dev.parallax.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Tells a demo as it goes: what is done, how long it has taken, and which commands do it. */
final class Told {

  private final PrintWriter out;
  private final long beganNanos = System.nanoTime();

  Told(PrintWriter out) {
    this.out = out;
  }

  /** What happens now. */
  void step(String sentence) {
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    out.println(String.format(Locale.ROOT, "[%3.0f s] ", seconds) + sentence);
    out.flush();
  }

  /** A command that is run, as one would type it. */
  void command(List<String> arguments) {
    line("$ ./parallax " + String.join(" ", arguments));
  }

  void line(String sentence) {
    out.println("        " + sentence);
    out.flush();
  }
}
