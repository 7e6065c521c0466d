package dev.parallax.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that Maven wrote into the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "parallax " + (version == null ? "(unpackaged)" : version), "Java " + Runtime.version(),
    };
  }
}
