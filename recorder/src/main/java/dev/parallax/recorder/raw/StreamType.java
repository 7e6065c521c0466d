package dev.parallax.recorder.raw;

/** Content types of bodies that are lists of messages, by the value of {@code Content-Type}. */
public final class StreamType {

  private static final String EVENTS = "text/event-stream";
  private static final String GRPC = "application/grpc";

  private StreamType() {}

  /** Server-sent events (WHATWG HTML, section 9.2). */
  public static boolean isEvents(String contentType) {
    return names(contentType, EVENTS, "; ");
  }

  /** gRPC with whichever codec, as {@code application/grpc+proto}; not gRPC-Web. */
  public static boolean isGrpc(String contentType) {
    return names(contentType, GRPC, "+; ");
  }

  private static boolean names(String contentType, String type, String ends) {
    return contentType.regionMatches(true, 0, type, 0, type.length())
        && (contentType.length() == type.length()
            || ends.indexOf(contentType.charAt(type.length())) >= 0);
  }
}
