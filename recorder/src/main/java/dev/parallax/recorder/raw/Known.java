package dev.parallax.recorder.raw;

/** What an answer tells of whether the service has what it was asked for. */
public final class Known {

  private Known() {}

  /** Whether it says that it has not: such an exchange teaches nothing of the service. */
  public static boolean isDenied(RawExchange raw) {
    RawResponse response = raw.response();
    return response != null
        && switch (response.status()) {
          case 400, 404, 405, 410, 414 -> true;
          default -> false;
        };
  }
}
