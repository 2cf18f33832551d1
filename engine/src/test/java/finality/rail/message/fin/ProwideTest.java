package finality.rail.message.fin;

import static org.assertj.core.api.Assertions.assertThat;

import com.prowidesoftware.swift.model.SwiftMessage;
import com.prowidesoftware.swift.model.Tag;
import com.prowidesoftware.swift.model.field.Field20;
import com.prowidesoftware.swift.model.field.Field21;
import com.prowidesoftware.swift.model.field.Field23B;
import com.prowidesoftware.swift.model.field.Field23E;
import com.prowidesoftware.swift.model.field.Field32A;
import com.prowidesoftware.swift.model.field.Field33B;
import com.prowidesoftware.swift.model.field.Field50F;
import com.prowidesoftware.swift.model.field.Field50K;
import com.prowidesoftware.swift.model.field.Field57D;
import com.prowidesoftware.swift.model.field.Field58A;
import com.prowidesoftware.swift.model.field.Field59;
import com.prowidesoftware.swift.model.field.Field70;
import com.prowidesoftware.swift.model.field.Field71A;
import com.prowidesoftware.swift.model.field.Field72;
import com.prowidesoftware.swift.model.mt.mt1xx.MT103;
import com.prowidesoftware.swift.model.mt.mt2xx.MT202;
import com.prowidesoftware.swift.model.mt.mt2xx.MT202COV;
import com.prowidesoftware.swift.model.mt.mt9xx.MT942;
import finality.rail.message.Agent;
import finality.rail.message.CreditTransfer;
import finality.rail.message.Footing;
import finality.rail.message.Item;
import finality.rail.message.MessageListener;
import finality.rail.message.Unwritable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Prowide's reader, which is not ours, finds in our messages what we put there, and we find in its messages what it put there. */
class ProwideTest {
  private static final int CASES = 150;

  @Test void itReadsOurPaymentsOfCustomers() { read("MT103", random -> Transfer.customers(random, false)); }

  @Test void itReadsOurPaymentsStraightThrough() { read("MT103 STP", random -> Transfer.customers(random, true)); }

  @Test void itReadsOurCovers() { read("MT202 COV", random -> Transfer.banks(random, true)); }

  @Test void itReadsOurReturns() { read("MT103", Transfer::back); }

  private static void read(String type, Function<Random, Item> make) {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < CASES; i++) {
      var item = make.apply(random);
      String text;
      try {
        text = Transfer.write(Transfer.header(type, ""), item);
      } catch (Unwritable _) {
        continue;
      }
      same(seed, text, item);
    }
  }

  private static void same(long seed, String text, Item item) {
    SwiftMessage read;
    try {
      read = SwiftMessage.parse(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertThat(read.getSender()).isEqualTo("DEUTDEFFAXXX");
    assertThat(read.getReceiver()).isEqualTo("CHASUS33XXXX");
    assertThat(read.getBlock4().getTags().stream().map(Tag::toString).toList()).as("seed %d", seed).hasSize((int) text.lines().filter(line -> line.matches(":[0-9]{2}[A-Z]?:.*")).count());
    for (var tag : read.getBlock4().getTags()) assertThat(text).as("seed %d", seed).contains(":" + tag.getName() + ":" + tag.getValue() + "\r\n");
    var settled = (Field32A) read.getBlock4().getFieldByName("32A");
    if (item instanceof CreditTransfer transfer) {
      assertThat(read.getUETR()).isEqualTo(transfer.references().uetr());
      assertThat(settled.getAmountAsBigDecimal()).isEqualByComparingTo(transfer.amount().value());
      assertThat(settled.getCurrency()).isEqualTo(transfer.amount().currency());
      assertThat(read.isCOV()).isEqualTo(transfer.underlying() != null);
      if (read.getBlock4().getFieldByName("50F") instanceof Field50F debtor && transfer.debtor().party() != null) {
        assertThat(debtor.getComponent5()).as("seed %d: the first of the name's lines", seed).isNotNull();
        assertThat(transfer.debtor().party().name()).startsWith(debtor.getComponent3());
      }
    }
  }

  @Test void weReadItsPaymentOfCustomers() {
    var message = new MT103("FOOSEDR0AXXX", "FOORECV0XXXX");
    message.append(new Field20("REF001"), new Field23B("CRED"), new Field23E("PHOB/20.34"), new Field32A("261123EUR1234567,89"), new Field33B("EUR1234567,89"),
        new Field50K().setAccount("DE89370400440532013000").setNameAndAddressLine1("ACME GMBH").setNameAndAddressLine2("BERLIN"), new Field57D("//FW021000089\r\nSOME BANK"),
        new Field59().setAccount("GB82WEST12345698765432").setNameAndAddressLine1("JOE DOE"), new Field70("INVOICE 1"), new Field71A("SHA"), new Field72("/REC/ADVISE"));
    message.getSwiftMessage().setUETR("eb6305c9-1f7f-49de-aed0-16487c27b42d");
    var read = Transfer.read(message.message());
    assertThat(read.codes()).isEmpty();
    assertThat(read.headers().getFirst().sender()).isEqualTo(Agent.bic("FOOSEDR0"));
    var transfer = read.transfer();
    assertThat(transfer.amount()).hasToString("1234567.89 EUR");
    assertThat(transfer.references().uetr()).isEqualTo("eb6305c9-1f7f-49de-aed0-16487c27b42d");
    assertThat(transfer.debtor().party().name()).isEqualTo("ACME GMBH");
    assertThat(transfer.creditor().account().isIban()).isTrue();
    assertThat(transfer.creditor().agent().member()).isEqualTo("021000089");
    assertThat(transfer.instructions()).containsExactly("PHOB 20.34", "/REC/ADVISE");
  }

  @Test void weReadItsPaymentsOfBanks() {
    var plain = new MT202("FOOSEDR0AXXX", "FOORECV0XXXX");
    plain.append(new Field20("A"), new Field21("B"), new Field32A("261123EUR10,"), new Field58A("BNPAFRPP"));
    assertThat(Transfer.read(plain.message()).codes()).isEmpty();
    assertThat(Transfer.read(plain.message()).transfer().creditor().agent()).isEqualTo(Agent.bic("BNPAFRPP"));
    var cover = new MT202COV("FOOSEDR0AXXX", "FOORECV0XXXX");
    cover.append(new Field20("A"), new Field21("B"), new Field32A("261123EUR10,"), new Field58A("BNPAFRPP"), new Field50K().setNameAndAddressLine1("ACME GMBH"), new Field59().setNameAndAddressLine1("JOE DOE"));
    var read = Transfer.read(cover.message());
    assertThat(read.codes()).isEmpty();
    assertThat(read.transfer().underlying().creditor().party().name()).isEqualTo("JOE DOE");
  }

  @Test void itReadsOurReportWithItsSums() throws IOException {
    var bytes = ("{1:F01DEUTDEFFAXXX0000000000}{2:I942CHASUS33XXXXN}{4:\r\n:20:S\r\n:25:1\r\n:28C:1\r\n:34F:EUR0,\r\n:13D:2611231200+0100\r\n:61:2611231123C10,50NTRFREF\r\n:90D:0EUR0,\r\n:90C:1EUR10,50\r\n-}").getBytes(StandardCharsets.US_ASCII);
    var footing = new Footing(new MessageListener() { });
    var out = new ByteArrayOutputStream();
    var writer = finality.rail.message.fin.Mt940Writer.interim(out, OffsetDateTime.parse("2026-11-23T12:00+01:00"), _ -> { });
    Mt940Reader.read(new ByteArrayInputStream(bytes), footing);
    assertThat(footing.findings()).isEmpty();
    writer.begin(footing.statements().getFirst());
    Mt940Reader.read(new ByteArrayInputStream(bytes), new MessageListener() {
      @Override public void line(finality.rail.message.StatementLine line) {
        try {
          writer.line(line);
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
    });
    writer.end();
    var read = MT942.parse("{1:F01DEUTDEFFAXXX0000000000}{2:I942CHASUS33XXXXN}{4:\r\n" + out.toString(StandardCharsets.US_ASCII) + "}");
    assertThat(read.getField90C().getAmountAsBigDecimal()).isEqualByComparingTo("10.50");
    assertThat(read.getField90D().getNumber()).isEqualTo("0");
    assertThat(read.getField61()).hasSize(1);
    assertThat(read.getField13D().getOffset()).isEqualTo("0100");
    assertThat(List.of(read.getField34F().getFirst().getCurrency())).containsExactly("EUR");
  }
}
