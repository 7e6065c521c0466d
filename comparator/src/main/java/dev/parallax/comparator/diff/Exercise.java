package dev.parallax.comparator.diff;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import java.util.List;

/**
 * Whether the request meant something in staging: the leg that is known to be right answered in the
 * status class of production's answer, and with its status of gRPC.
 */
final class Exercise {

  private Exercise() {}

  /**
   * @param attempts of one leg that were sent, by number; not empty
   * @return empty if exercised, else why not
   */
  static String missing(Exchange exchange, Leg leg, List<Outcome> attempts) {
    String captured =
        exchange.hasResponse() && !exchange.hasFailure()
            ? Integer.toString(exchange.getResponse().getStatus())
            : failed(exchange.getFailure());
    if (exchange.hasFailure() || !exchange.hasResponse()) {
      return "captured " + captured;
    }
    int status = exchange.getResponse().getStatus();
    String grpc = GrpcStatus.of(exchange.getResponse());
    if (attempts.stream().anyMatch(attempt -> counts(attempt, leg, status, grpc))) {
      return "";
    }
    String name = leg == Leg.CONTROL ? "control " : "candidate ";
    return name
        + shown(attempts.getFirst())
        + grpc(GrpcStatus.of(attempts.getFirst().getResponse()))
        + ", captured "
        + captured
        + grpc(grpc);
  }

  private static String grpc(String status) {
    return status.isEmpty() ? "" : " grpc-status " + status;
  }

  /** Without a control, a candidate that breaks where production answered is no missing data. */
  private static boolean counts(Outcome attempt, Leg leg, int captured, String capturedGrpc) {
    String grpc = GrpcStatus.of(attempt.getResponse());
    boolean broke =
        attempt.hasFailure()
            || attempt.getResponse().getStatus() >= 500
            || GrpcStatus.isBroken(grpc);
    if (leg == Leg.CANDIDATE && broke && captured < 500 && !GrpcStatus.isBroken(capturedGrpc)) {
      return true;
    }
    return attempt.hasResponse()
        && attempt.getResponse().getStatus() / 100 == captured / 100
        && grpc.equals(capturedGrpc);
  }

  static String shown(Outcome attempt) {
    return attempt.hasResponse()
        ? Integer.toString(attempt.getResponse().getStatus())
        : failed(attempt.getFailure());
  }

  static String failed(Failure failure) {
    return failure.getKind() == Failure.Kind.KIND_UNSPECIFIED
        ? "no answer"
        : failure.getKind().name();
  }
}
