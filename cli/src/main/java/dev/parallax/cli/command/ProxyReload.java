package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Settings;
import dev.parallax.cli.reload.ConfigWatch;
import dev.parallax.cli.reload.KeyWatch;
import dev.parallax.cli.reload.Reload;
import dev.parallax.proxy.ProxyServer;
import dev.parallax.proxy.ProxySettings;
import dev.parallax.proxy.admin.ConfigMeters;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Gives a proxy that serves other settings. */
final class ProxyReload {

  private final ProxyServer server;
  private final Recording recording;
  private final PrintWriter err;
  private volatile CommandLine current;

  /** Of the watch's thread, from its start on. */
  private List<String> upstreams;

  /**
   * @param current by which the proxy was started
   * @param upstreams that requests go to now
   */
  ProxyReload(
      ProxyServer server, Recording recording, CommandLine current, List<String> upstreams) {
    this.server = server;
    this.recording = recording;
    this.current = current;
    this.upstreams = upstreams;
    this.err = current.getErr();
  }

  /** By which the proxy serves now. */
  CommandLine current() {
    return current;
  }

  /**
   * Looks at the configuration from now on, until it is closed.
   *
   * @param others what SIGHUP is for besides, such as certificates; each tells how it went
   */
  ConfigWatch watch(ConfigMeters meters, List<Runnable> others) {
    CommandLine commandLine = current;
    CommandSpec command = commandLine.getCommandSpec();
    Rereads arguments = (Rereads) command.root().userObject();
    Settings settings = Invocation.settings(commandLine);
    Consumer<String> say = line -> err.println("parallax proxy: " + line);
    Reload reload =
        new Reload(
            settings,
            Settings.knownKeys(command),
            Invocation.flags(commandLine),
            target(arguments),
            meters,
            say);
    return ConfigWatch.start(settings.file(), reload, key(commandLine, say), others, say);
  }

  /** That of the start: another file needs a restart. */
  private Optional<KeyWatch> key(CommandLine commandLine, Consumer<String> say) {
    ProxyCommand command = commandLine.getCommand();
    return command
        .keyFile()
        .flatMap(file -> KeyWatch.of(file, content -> recording.rotate(command.key(content)), say));
  }

  private Reload.Target target(Rereads arguments) {
    return new Reload.Target() {
      @Override
      public Runnable apply(Settings next) {
        return ProxyReload.this.apply(arguments.reread(next));
      }

      @Override
      public void keep(Settings next) {
        current = arguments.reread(next);
      }
    };
  }

  private Runnable apply(CommandLine commandLine) {
    ProxyCommand command = commandLine.getCommand();
    ProxySettings settings = command.settings(commandLine);
    SanitisePolicy policy = command.policy();
    try {
      server.reload(settings);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
    // What is in flight still goes to those before: no replay may reach either.
    Set<String> both = new TreeSet<>(upstreams);
    upstreams = ProxyCommand.upstreams(settings);
    both.addAll(upstreams);
    recording.reload(command.deployment(both), policy);
    current = commandLine;
    return () -> ProxyCommand.warnOfUnreachable(server, err);
  }
}
