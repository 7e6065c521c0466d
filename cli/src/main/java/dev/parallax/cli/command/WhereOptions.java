package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.NearestKey;
import dev.parallax.recorder.where.Where;
import dev.parallax.recorder.where.WhereException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** Which exchanges of a window are meant; of several options, those that all of them mean. */
final class WhereOptions {

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description =
          "Only exchanges of which this is true, in CEL:"
              + " 'request.path.startsWith(\"/api\") && response.status >= 500'. There are request (method,"
              + " target, path, query, headers, body), response (status, headers, trailers, body), endpoint,"
              + " session, id, service, startedAt, duration and failure.")
  private String where = "";

  @Option(
      names = "--endpoint",
      paramLabel = "ENDPOINT",
      description =
          "Only exchanges of that endpoint, as reports and 'show --endpoints' name it: 'GET /users/{id}'."
              + " Repeatable.")
  private List<String> endpoints = List.of();

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      description = "Only exchanges of that session, by its pseudonym. Repeatable.")
  private List<String> sessions = List.of();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Only the exchange of that id, as a report names it. Repeatable.")
  private List<String> ids = List.of();

  /**
   * @throws CliException if the expression can't be compiled (2)
   */
  Where where() {
    return Where.id(ids)
        .and(Where.session(sessions))
        .and(Where.endpoint(endpoints))
        .and(expression());
  }

  private Where expression() {
    try {
      return Where.of(where);
    } catch (WhereException e) {
      String nearest =
          e.unknown().isEmpty()
              ? ""
              : NearestKey.of(e.unknown(), WhereException.known())
                  .map(" (nearest known: '%s')"::formatted)
                  .orElse(
                      " (expected: one of %s)"
                          .formatted(String.join(", ", WhereException.known())));
      throw CliException.usage("--where: " + e.getMessage() + nearest);
    }
  }

  /** To be called when all was read once. */
  static void tellUnanswered(Where where, PrintWriter err) {
    if (where.unanswered() > 0) {
      err.printf(
          "parallax: warning: --where could not be asked of %d exchanges, which are left out: %s%n",
          where.unanswered(), Printable.text(where.firstReason()));
    }
  }
}
