package dev.parallax.recorder.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.TemplateSet;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

  private static final Window WINDOW = new Window(100, 200);

  @ParameterizedTest
  @CsvSource({
    // started, service, of any service, of the shop
    "99,  shop, false, false",
    "100, shop, true,  true",
    "199, shop, true,  true",
    "200, shop, false, false",
    "150, till, true,  false",
    "150, '',   true,  false",
  })
  void holdsExchangesThatStartedInTheWindow(
      long started, String service, boolean any, boolean ofShop) {
    Event event = exchange(started, service);

    assertThat(Selection.of(WINDOW).holds(event)).isEqualTo(any);
    assertThat(new Selection(WINDOW, "shop").holds(event)).isEqualTo(ofShop);
  }

  @ParameterizedTest
  @CsvSource({
    // from, to, service, of any service, of the shop
    "50,  99,  shop, false, false",
    "50,  100, shop, true,  true",
    "120, 130, shop, true,  true",
    "50,  300, shop, true,  true",
    "199, 300, shop, true,  true",
    "200, 300, shop, false, false",
    "120, 130, till, true,  false",
  })
  void holdsEntriesOfTheLedgerThatReachIntoTheWindow(
      long from, long to, String service, boolean any, boolean ofShop) {
    Event event =
        Events.wrap(
            LedgerEntry.newBuilder().setService(service).setFromNanos(from).setToNanos(to).build());

    assertThat(Selection.of(WINDOW).holds(event)).isEqualTo(any);
    assertThat(new Selection(WINDOW, "shop").holds(event)).isEqualTo(ofShop);
  }

  @Test
  void holdsWhatHasNoTimeOfItsOwn() {
    Selection shop = new Selection(WINDOW, "shop");
    for (MessageLite message :
        List.of(Outcome.getDefaultInstance(), RunEvent.getDefaultInstance())) {
      assertThat(shop.holds(Events.wrap(message))).isTrue();
    }
    assertThat(shop.holds(Events.wrap(TemplateSet.newBuilder().setService("shop").build())))
        .isTrue();
    assertThat(shop.holds(Events.wrap(TemplateSet.newBuilder().setService("till").build())))
        .isFalse();
  }

  @Test
  void readsWhatIsHeldWithItsPlaceAndTheDamageOfAll() throws IOException {
    Listed listed =
        new Listed(
            List.of(
                exchange(100, "shop"),
                exchange(90, "shop"),
                exchange(120, "till"),
                exchange(130, "shop")));
    try (SelectedReader reader = new SelectedReader(listed, new Selection(WINDOW, "shop"))) {
      assertThat(reader.next()).isEqualTo(exchange(100, "shop"));
      assertThat(reader.position()).contains(new Position(0, 0));
      assertThat(reader.next()).isEqualTo(exchange(130, "shop"));
      assertThat(reader.position()).contains(new Position(0, 3));
      assertThat(reader.next()).isNull();
      assertThat(reader.damage().map(Damage::sentence)).contains("4 of 9 events were seen");
    }
    assertThat(listed.closed).isTrue();
  }

  private static Event exchange(long started, String service) {
    return Events.wrap(
        Exchange.newBuilder().setStartedAtNanos(started).setService(service).build());
  }

  /** A reader of what it is given, by offset. */
  private static final class Listed implements EventReader {

    private final Iterator<Event> events;
    private long read;
    private boolean closed;

    Listed(List<Event> events) {
      this.events = events.iterator();
    }

    @Override
    public @Nullable Event next() {
      if (!events.hasNext()) {
        return null;
      }
      read++;
      return events.next();
    }

    @Override
    public Optional<Position> position() {
      return Optional.of(new Position(0, read - 1));
    }

    @Override
    public Optional<Damage> damage() {
      return Optional.of(() -> "%d of 9 events were seen".formatted(read));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
