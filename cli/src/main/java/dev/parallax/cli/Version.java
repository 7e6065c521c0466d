package dev.parallax.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that Maven wrote into the jar's manifest. */
public final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"parallax " + number(), "Java " + Runtime.version()};
  }

  /** Such as {@code 0.1.0}. */
  public static String number() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
