package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Settings;
import picocli.CommandLine;

/** The command line of this process, for a verb that takes up other settings while it runs. */
public interface Rereads {

  /**
   * Reads the same arguments once more, beside other settings.
   *
   * @return the verb's, whose user object is another one than that which runs
   * @throws CliException naming line and reason of what can't be used
   */
  CommandLine reread(Settings settings);

  /**
   * Reads other arguments beside these settings; what is missing is left out.
   *
   * @param arguments of which the first is a verb
   * @return the verb's
   * @throws CliException naming line and reason of what can't be used
   */
  CommandLine read(Settings settings, String... arguments);
}
