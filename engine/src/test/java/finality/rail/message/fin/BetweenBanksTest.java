package finality.rail.message.fin;

import static org.assertj.core.api.Assertions.assertThat;

import finality.rail.message.Agent;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.iso20022.PaymentReader;
import finality.rail.message.iso20022.PaymentWriter;
import finality.rail.message.iso20022.Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A payment between banks is the same record whether an MT202 or a pacs.009 says it: each bank and account at the same place. */
class BetweenBanksTest {

  @Test void anMt202AndAPacs009SayTheSame() throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var item = Transfer.banks(random, false);
      assertThat(Transfer.read(Transfer.write(Transfer.header("MT202", ""), item)).items()).as("seed %d, MT202", seed).containsExactly(item);
      assertThat(throughPacs(item)).as("seed %d, pacs.009", seed).isEqualTo(item);
    }
  }

  private static Item throughPacs(Item item) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new PaymentWriter(out, Profile.ISO, null);
    writer.begin(new MessageHeader("pacs.009.001.08", "M1", OffsetDateTime.parse("2026-11-23T10:00:00Z"), Agent.bic("DEUTDEFF"), Agent.bic("CHASUS33"), null, 1L, null, null, null, "INDA", null));
    writer.item(item);
    writer.end();
    var heard = new ArrayList<Item>();
    var findings = new ArrayList<Finding>();
    PaymentReader.read(new ByteArrayInputStream(out.toByteArray()), new MessageListener() {
      @Override public void item(Item one, Position position) { heard.add(one); }

      @Override public void found(Finding finding) { findings.add(finding); }
    });
    assertThat(findings).isEmpty();
    return heard.getFirst();
  }
}
