package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.spool.OutcomeSpool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each exchange with the outcomes of one worker, whoever else began it and was lost. */
class OutcomeJoinTest {

  /** Each outcome by who sent it, the copy of the exchange, and the attempt. */
  @ParameterizedTest
  @CsvSource({
    // what the log holds, and what is taken
    "A01 A02 A11 A12,                         A01 A02 A11 A12",
    // one was killed while it wrote, and another sent the exchange with all of its copies
    "A01 A02 A11 B01 B02 B11 B12,             B01 B02 B11 B12",
    "A01 B01 A02 B02 A11 B11 B12,             B01 B02 B11 B12",
    "A11 A12 B01 B02 B11 B12,                 B01 B02 B11 B12",
    // written whole twice, since nobody knew that the first was done
    "A01 A02 A11 A12 B01 B02 B11 B12,         A01 A02 A11 A12",
    // the same outcome twice is one: who has more of them need not have sent more
    "A01 A01 A02 A02 A02 B01 B02 B11,         B01 B02 B11",
    // neither has all: nothing is put together of two workers' outcomes
    "A01 A02 B11,                             A01 A02",
  })
  void takesTheOutcomesOfTheWorkerThatSentMost(String held, String taken) throws IOException {
    List<Event> outcomes =
        Arrays.stream(held.split(" ")).map(sent -> outcome("run", "e", sent)).toList();

    assertThat(joined(List.of(exchange("e")), outcomes))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("e"), Arrays.stream(taken.split(" ")).map("e "::concat))
                .toList());
  }

  @Test
  void leavesOutOtherRunsAndExchangesThatStandThereTwice() throws IOException {
    List<Event> exchanges = List.of(exchange("e"), exchange("f"), exchange("e"));
    List<Event> outcomes =
        List.of(
            outcome("run", "f", "A01"), outcome("other", "e", "A01"), outcome("run", "e", "B01"));

    assertThat(joined(exchanges, outcomes)).containsExactly("e", "e B01", "f", "f A01");
  }

  @Test
  void tellsOutcomesOfNoExchangeAtTheEnd() throws IOException {
    List<Event> outcomes =
        List.of(
            outcome("run", "gone", "A01"),
            outcome("run", "gone", "B01"),
            outcome("run", "gone", "B11"));

    assertThat(joined(List.of(exchange("e")), outcomes))
        .containsExactly("e", "gone B01", "gone B11");
  }

  private static List<String> joined(List<Event> exchanges, List<Event> outcomes)
      throws IOException {
    List<String> told = new ArrayList<>();
    try (OutcomeJoin join =
        new OutcomeJoin("run", new Listed(exchanges.iterator()), OutcomeSpool.create())) {
      join.spool(new Listed(outcomes.iterator()));
      for (Event event = join.next(); event != null; event = join.next()) {
        told.add(event.hasOutcome() ? told(event.getOutcome()) : event.getExchange().getId());
      }
    }
    return told;
  }

  private static String told(Outcome outcome) {
    ExchangeRef exchange = outcome.getExchange();
    return exchange.getId() + ' ' + outcome.getWorker() + exchange.getCopy() + outcome.getAttempt();
  }

  private static Event exchange(String id) {
    return Event.newBuilder().setExchange(Exchange.newBuilder().setId(id)).build();
  }

  private static Event outcome(String runId, String exchange, String sent) {
    ExchangeRef.Builder ref =
        ExchangeRef.newBuilder().setId(exchange).setCopy(Character.digit(sent.charAt(1), 10));
    return Event.newBuilder()
        .setOutcome(
            Outcome.newBuilder()
                .setRunId(runId)
                .setExchange(ref)
                .setLeg(Leg.CANDIDATE)
                .setAttempt(Character.digit(sent.charAt(2), 10))
                .setWorker(sent.substring(0, 1)))
        .build();
  }

  private record Listed(Iterator<Event> events) implements EventReader {
    @Override
    public @Nullable Event next() {
      return events.hasNext() ? events.next() : null;
    }

    @Override
    public void close() {}
  }
}
