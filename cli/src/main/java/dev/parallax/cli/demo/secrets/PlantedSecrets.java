package dev.parallax.cli.demo.secrets;

import java.util.ArrayList;
import java.util.List;

/** Every secret that the users have. Grows only. Any thread. */
public final class PlantedSecrets {

  private final List<Secret> secrets = new ArrayList<>();

  /**
   * Registers a value before it is used.
   *
   * @return the value
   */
  public synchronized String plant(String kind, String value, Canary... canaries) {
    secrets.add(new Secret(kind, value, List.of(canaries)));
    return value;
  }

  public synchronized List<Secret> all() {
    return List.copyOf(secrets);
  }
}
