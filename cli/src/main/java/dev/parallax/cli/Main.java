package dev.parallax.cli;

import dev.parallax.cli.command.CheckCommand;
import dev.parallax.cli.command.CompareCommand;
import dev.parallax.cli.command.CompletionCommand;
import dev.parallax.cli.command.ConfigCommand;
import dev.parallax.cli.command.DemoCommand;
import dev.parallax.cli.command.DistillCommand;
import dev.parallax.cli.command.ExportCommand;
import dev.parallax.cli.command.ImportCommand;
import dev.parallax.cli.command.PolicyCommand;
import dev.parallax.cli.command.ProxyCommand;
import dev.parallax.cli.command.ReplayCommand;
import dev.parallax.cli.command.Rereads;
import dev.parallax.cli.command.SanitizeCommand;
import dev.parallax.cli.command.ShowCommand;
import dev.parallax.cli.command.WindowsCommand;
import dev.parallax.cli.command.WorkerCommand;
import dev.parallax.cli.config.ConfigFile;
import dev.parallax.cli.config.Moment;
import dev.parallax.cli.config.Settings;
import dev.parallax.cli.config.Values;
import dev.parallax.cli.reload.HangUp;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * {@code parallax VERB …}: finds the verb, gives it its settings, and maps failures to exit codes.
 */
@Command(
    name = "parallax",
    description =
        "Shows how a new build behaves under real production traffic before it goes live.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Typical way:",
      "  parallax proxy --listen 127.0.0.1:8080 --upstream http://127.0.0.1:8000 --record-to a.plx",
      "  parallax show  a.plx",
      "  parallax check a.plx --candidate http://127.0.0.1:9001 --control http://127.0.0.1:9000"
          + " --report out",
      "",
      "Exit codes: 0 PASS or done, 1 FAIL, 2 bad usage or configuration, 3 INCONCLUSIVE,"
          + " 4 could not run.",
      "Every option with a key can be set in parallax.yaml and by PARALLAX_… too: parallax config.",
    })
public final class Main implements Rereads {

  /** In the order of the help. */
  private static final List<Class<?>> VERBS =
      List.of(
          ProxyCommand.class,
          DemoCommand.class,
          WindowsCommand.class,
          ShowCommand.class,
          SanitizeCommand.class,
          PolicyCommand.class,
          ExportCommand.class,
          DistillCommand.class,
          ImportCommand.class,
          ReplayCommand.class,
          CompareCommand.class,
          CheckCommand.class,
          WorkerCommand.class,
          ConfigCommand.class,
          CompletionCommand.class);

  /** Those that are about all options. */
  private static final Set<Class<?>> ABOUT_ALL =
      Set.of(ConfigCommand.class, CompletionCommand.class);

  // ConfigFile reads it, before picocli does: the file gives the other options their defaults.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Settings; default: parallax.yaml of the working directory, if there is one.")
  private @Nullable Path config;

  private final String[] args;

  private Main(String[] args) {
    this.args = args;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    if (verb(args).equals("proxy")) {
      HangUp.hold();
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = run(args, System.getenv(), out, err);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /** Runs one command against the given environment and streams. */
  static int run(String[] args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    CommandLine commands =
        commands(args, asked(args))
            .setOut(out)
            .setErr(err)
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler(Failures::ofExecution);
    try {
      Settings settings =
          isAboutItself(args)
              ? Settings.of(Map.of(), Map.of(), Set.of())
              : ConfigFile.settings(
                  args,
                  environment,
                  commands.getCommandSpec(),
                  () -> all(args).getCommandSpec(),
                  err);
      commands
          .setDefaultValueProvider(settings)
          .setParameterExceptionHandler(
              (problem, arguments) -> Failures.ofParameters(problem, arguments, settings));
    } catch (CliException e) {
      return Failures.report(err, e);
    }
    return args.length == 0 ? commands.execute("--help") : commands.execute(args);
  }

  /** Who asks for these may be about to mend the file: it is not read. */
  private static boolean isAboutItself(String[] args) {
    List<String> words = List.of(args);
    return words.indexOf("completion") == 0
        || (words.indexOf("config") == 0 && words.contains("--schema"));
  }

  /** The verb alone, if the arguments begin with one: to look at the options of all takes long. */
  private static List<Class<?>> asked(String[] args) {
    String asked = verb(args);
    return VERBS.stream()
        .filter(verb -> !ABOUT_ALL.contains(verb))
        .filter(verb -> verb.getAnnotation(Command.class).name().equals(asked))
        .<List<Class<?>>>map(List::of)
        .findFirst()
        .orElse(VERBS);
  }

  /** The first word, or that behind the file which is named before; empty if there is none. */
  private static String verb(String[] args) {
    int next = 0;
    while (next < args.length
        && (args[next].startsWith("-c") || args[next].startsWith("--config"))) {
      boolean apart = args[next].equals("-c") || args[next].equals("--config");
      next += apart ? 2 : 1;
    }
    return next < args.length ? args[next] : "";
  }

  /** With all verbs. */
  static CommandLine all(String... args) {
    return commands(args, VERBS);
  }

  private static CommandLine commands(String[] args, List<Class<?>> verbs) {
    CommandLine commands = new CommandLine(new Main(args));
    verbs.forEach(commands::addSubcommand);
    return commands
        .registerConverter(Duration.class, new Values.DurationConverter())
        .registerConverter(Values.ByteSize.class, new Values.ByteSizeConverter())
        .registerConverter(InetSocketAddress.class, new Values.AddressConverter())
        .registerConverter(
            Moment.class,
            new Moment.Converter(
                ZonedDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS)))
        .registerConverter(URI.class, new Values.TargetConverter())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public CommandLine reread(Settings settings) {
    CommandLine again = commands(args, asked(args)).setDefaultValueProvider(settings);
    try {
      return again.parseArgs(args).subcommand().commandSpec().commandLine();
    } catch (ParameterException e) {
      throw CliException.usage(Failures.line(e, args, settings));
    }
  }

  @Override
  public CommandLine read(Settings settings, String... arguments) {
    CommandLine other = commands(arguments, asked(arguments)).setDefaultValueProvider(settings);
    try {
      var _ = other.parseArgs(arguments);
    } catch (MissingParameterException e) {
      // All that is there was read before.
    } catch (ParameterException e) {
      throw CliException.usage(Failures.line(e, arguments, settings));
    }
    return Objects.requireNonNull(other.getSubcommands().get(arguments[0]), "a verb");
  }
}
