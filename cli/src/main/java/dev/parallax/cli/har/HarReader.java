package dev.parallax.cli.har;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.parallax.cli.intake.MalformedTraffic;
import dev.parallax.cli.intake.Origin;
import dev.parallax.cli.intake.Traffic;
import dev.parallax.cli.intake.TrafficReader;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a HAR file entry by entry: its memory is that of one entry. Confined to one thread. */
public final class HarReader implements TrafficReader {

  /** Base64 takes a third more. */
  private static final int MAX_TEXT_CHARS = HarMessage.MAX_TEXT_BYTES / 3 * 4 + 4;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_TEXT_CHARS).build())
          .build();

  private final JsonParser in;
  private final Origin origin;

  private enum At {
    START,
    ENTRIES,
    END
  }

  private At at = At.START;

  /**
   * @param file of the HAR; closed by whoever opened it
   * @param origin its client stands for whose browser it was
   */
  public HarReader(InputStream file, Origin origin) throws IOException {
    in = JSON.createParser(file);
    this.origin = origin;
  }

  @Override
  public @Nullable Traffic next() throws IOException {
    try {
      if (at == At.START) {
        begin();
        at = At.ENTRIES;
      }
      return at == At.END ? null : entry();
    } catch (JsonEOFException ended) {
      throw malformed("ends too early: it is not whole");
    } catch (StreamConstraintsException beyond) {
      throw malformed("a text of more than %d bytes".formatted(HarMessage.MAX_TEXT_BYTES));
    } catch (JsonProcessingException notJson) {
      // Its message would quote the file.
      throw malformed("not JSON");
    }
  }

  /** Up to the list of entries. */
  private void begin() throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT || !find("log") || !find("entries")) {
      throw malformed("no log with entries (expected: HAR 1.2)");
    }
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw malformed("entries that are no list (expected: HAR 1.2)");
    }
  }

  /** Moves to the value of a member of the object that the parser stands at. */
  private boolean find(String member) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = in.currentName().equals(member);
      in.nextToken();
      if (found) {
        return true;
      }
      in.skipChildren();
    }
    return false;
  }

  private @Nullable Traffic entry() throws IOException {
    if (in.nextToken() == JsonToken.END_ARRAY) {
      // What comes behind has no entries; it shows that the file is whole.
      while (in.nextToken() != null) {
        in.skipChildren();
      }
      at = At.END;
      return null;
    }
    JsonLocation began = in.currentTokenLocation();
    HarEntry entry = HarEntry.read(in);
    return new HarExchange(entry, origin).traffic(place(began));
  }

  private MalformedTraffic malformed(String what) {
    return new MalformedTraffic(place(in.currentLocation()) + ": " + what);
  }

  private static String place(JsonLocation at) {
    return "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }
}
