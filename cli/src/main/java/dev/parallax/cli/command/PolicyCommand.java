package dev.parallax.cli.command;

import picocli.CommandLine.Command;

/** What may pass in the clear, as code. */
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = "Helps to say what may pass in the clear.",
    subcommands = ProposeCommand.class)
public final class PolicyCommand {}
