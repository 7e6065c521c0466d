package dev.parallax.comparator.diff;

import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Response;

/**
 * What kind of answer it was: the first digit of an HTTP status. A gRPC call that failed has 200
 * there all the same: by its own status it is 2, 4 or 5.
 */
public final class StatusClass {

  private static final int OK = 2;
  private static final int REFUSED = 4;
  private static final int BROKEN = 5;

  private StatusClass() {}

  /** 0 if there was no answer. */
  public static int of(AttemptSummary attempt) {
    return of(attempt.getStatus(), attempt.getGrpcStatus());
  }

  /** Whether the server is to blame: it broke, or gave no answer. */
  public static boolean isError(AttemptSummary attempt) {
    return attempt.hasFailure() || of(attempt) == BROKEN;
  }

  /**
   * @param open whether production's client left the stream before its end
   */
  static int of(Response response, boolean open) {
    return of(response.getStatus(), GrpcStatus.of(response, open));
  }

  private static int of(int status, String grpc) {
    int http = status / 100;
    if (http != OK || grpc.isEmpty() || grpc.equals(GrpcStatus.OK)) {
      return http;
    }
    return GrpcStatus.isBroken(grpc) ? BROKEN : REFUSED;
  }
}
