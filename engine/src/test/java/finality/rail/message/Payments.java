package finality.rail.message;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Finding.Position;
import finality.rail.message.iso20022.ApplicationHeader;
import finality.rail.message.iso20022.PaymentReader;
import finality.rail.message.iso20022.PaymentWriter;
import finality.rail.message.iso20022.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of messages about payments kept whole, for tests. */
final class Payments implements MessageListener {
  final List<MessageHeader> headers = new ArrayList<>();
  final List<Item> items = new ArrayList<>();
  final List<Position> positions = new ArrayList<>();
  int closed;

  /** A message that is to be written. */
  record Made(Profile profile, @Nullable ApplicationHeader envelope, MessageHeader header, List<Item> items) {
    byte[] written() { return write(profile, envelope, header, items); }

    /** @param seed from which it was made up, which a failure tells */
    void assertValidAndReadAsMeantAndWrittenAgainTheSame(long seed) {
      var once = written();
      var text = new String(once, StandardCharsets.UTF_8);
      assertThat(Schemas.errors(once)).as("seed %d%n%s", seed, text).isEmpty();
      var read = Payments.read(once);
      assertThat(read.footing().findings()).as("seed %d%n%s", seed, text).isEmpty();
      assertThat(read.heard().headers).as("seed %d%n%s", seed, text).containsExactly(header);
      assertThat(read.heard().items).as("seed %d%n%s", seed, text).isEqualTo(items);
      assertThat(read.heard().closed).as("seed %d", seed).isEqualTo(1);
      assertThat(new String(new Made(profile, envelope, read.heard().headers.getFirst(), read.heard().items).written(), StandardCharsets.UTF_8)).as("seed %d", seed).isEqualTo(text);
    }
  }

  record Read(Payments heard, Footing footing) {
    List<String> codes() { return footing.findings().stream().map(Finding::code).toList(); }
  }

  static Read read(String xml) { return read(xml.getBytes(StandardCharsets.UTF_8)); }

  static Read read(byte[] xml) {
    var heard = new Payments();
    var footing = new Footing(heard);
    try {
      PaymentReader.read(new ByteArrayInputStream(xml), footing);
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can always be read", e);
    }
    return new Read(heard, footing);
  }

  static byte[] write(Profile profile, @Nullable ApplicationHeader envelope, MessageHeader header, List<? extends Item> items) {
    var out = new ByteArrayOutputStream();
    try {
      var writer = new PaymentWriter(out, profile, envelope);
      writer.begin(header);
      for (var item : items) writer.item(item);
      writer.end();
    } catch (IOException e) {
      throw new AssertionError("memory can always be written", e);
    }
    return out.toByteArray();
  }

  @Override public void opened(MessageHeader header, Position position) { headers.add(header); }

  @Override public void item(Item item, Position position) {
    items.add(item);
    positions.add(position);
  }

  @Override public void closed() { closed++; }
}
