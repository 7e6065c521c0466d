package dev.parallax.bench.load.subject;

/** What a subject was sent so far. Confined to the thread that measures. */
public final class Traffic {

  private long requests;
  private long cut;

  /**
   * @param moreRequests answered
   * @param moreCut that may have been sent beyond those, as the load generator ended
   */
  public void sent(long moreRequests, long moreCut) {
    requests += moreRequests;
    cut += moreCut;
  }

  public long least() {
    return requests;
  }

  public long most() {
    return requests + cut;
  }
}
