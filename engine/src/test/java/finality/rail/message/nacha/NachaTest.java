package finality.rail.message.nacha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.Change;
import finality.rail.message.CreditTransfer;
import finality.rail.message.DirectDebit;
import finality.rail.message.Format;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.Party;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.Terms;
import finality.rail.message.Unwritable;
import finality.rail.message.nacha.AchEntry.Addendum;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What ACH records say, in whatever form they come; and what is not written. */
class NachaTest {
  private static final Side COMPANY = new Side(new Party("ACME INC", null, null, null, "1234567890", "BANK"), null, Agent.member("USABA", "091000019"), null);
  private static final Side RECEIVER = new Side(Party.named("JOAN DOE"), new Account("123456789", null, "CACC", null), Agent.member("USABA", "021000021"), null);
  private static final Amount AMOUNT = new Amount(new BigDecimal("1500.00"), "USD");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  @Test void creditsAndDebitsSayWhoPaysWhom() {
    var read = Made.read(Made.text(Made.batch(200, "PPD", Made.entry("22", "150000", new Addendum("05", "SALARY OF NOVEMBER")), Made.entry("37", "2500"))));
    var names = new References(null, "EMPLOYEE 1", "091000010000001", null, null, "1");
    assertThat(read.items.get(0)).isEqualTo(new CreditTransfer(CreditTransfer.Kind.CUSTOMER, names, AMOUNT, DAY, COMPANY, RECEIVER, Route.NONE, new Terms(null, null, "PPD", "PAYROLL", null, null), null, null, List.of(),
        Remittance.of("SALARY OF NOVEMBER"), List.of(), null));
    assertThat(read.items.get(1)).isInstanceOfSatisfying(DirectDebit.class, debit -> {
      assertThat(debit.creditor()).isEqualTo(COMPANY);
      assertThat(debit.debtor().account()).isEqualTo(new Account("123456789", null, "SVGS", null));
      assertThat(debit.amount()).isEqualTo(new Amount(new BigDecimal("25.00"), "USD"));
    });
    assertThat(read.headers.getFirst()).isEqualTo(new MessageHeader("NACHA", "2611201856A", OffsetDateTime.parse("2026-11-20T18:56Z"), new Agent(null, "1234567890", null, null, "ACME INC", null, null),
        new Agent(null, "091000019", "USABA", null, "FIRST BANK", null, null), null, null, null, null, null, null, null));
  }

  @Test void aPrenoteMovesNoMoneyAndSaysSo() {
    var read = Made.read(Made.text(Made.batch(220, "PPD", Made.entry("23", "0"))));
    assertThat(read.items.getFirst()).isInstanceOfSatisfying(CreditTransfer.class, prenote -> {
      assertThat(prenote.amount().value()).isZero();
      assertThat(prenote.terms().serviceLevel()).isEqualTo("PRENOTE");
    });
  }

  @Test void aReturnGoesTheOtherWayWithItsReasonAndTheOriginalTraceNumber() {
    var read = Made.read(Made.text(Made.batch(200, "PPD", Made.entry("21", "150000", Made.returned("R02")), Made.entry("26", "2500", Made.returned("R01")))));
    assertThat(read.items.get(0)).isInstanceOfSatisfying(PaymentReturn.class, credit -> {
      assertThat(credit.returnId()).isEqualTo("091000010000001");
      assertThat(credit.original().references().transactionId()).isEqualTo("091000010000007");
      assertThat(credit.reasons()).containsExactly(new Reason("R02", false, List.of("ACCOUNT CLOSED"), null));
      assertThat(credit.debtor().account().number()).isEqualTo("123456789");
      assertThat(credit.creditor().party().name()).isEqualTo("ACME INC");
      assertThat(credit.debtor().agent().member()).isEqualTo("021000021");
    });
    assertThat(read.items.get(1)).isInstanceOfSatisfying(PaymentReturn.class, debit -> assertThat(debit.creditor().account().number()).isEqualTo("123456789"));
  }

  @Test void aDishonouredReturnTellsTheReturnThatItAnswers() {
    var dishonoured = new Addendum("99", "R68" + "091000010000007" + "      " + "02100002" + "   " + "021000020000009" + "330" + "02" + "UNTIMELY RETURN");
    var contested = new Addendum("99", "R73" + "091000010000007" + "261118" + "02100002" + "320" + "021000020000009" + "330" + "02" + "091000010000011" + "334" + "68");
    var read = Made.read(Made.text(Made.batch(200, "PPD", Made.entry("26", "2500", dishonoured), Made.entry("26", "2500", contested))));
    assertThat(read.items).extracting(item -> ((PaymentReturn) item).reasons().stream().map(Reason::code).toList()).containsExactly(List.of("R68", "R02"), List.of("R73", "R68", "R02"));
    assertThat(((PaymentReturn) read.items.get(0)).debtor().party().name()).as("the receiver pays again").isEqualTo("JOAN DOE");
    assertThat(((PaymentReturn) read.items.get(0)).reasons().get(1).text().getFirst()).contains("021000020000009");
  }

  @Test void aNotificationOfChangeSaysWhatMustBeWrittenOtherwise() {
    var what = new Addendum("98", "C01" + "091000010000007" + "      " + "02100002" + "987654321");
    var read = Made.read(Made.text(Made.batch(220, "COR", Made.entry("21", "0", what))));
    assertThat(read.items.getFirst()).isInstanceOfSatisfying(Change.class, change -> {
      assertThat(change.changeId()).hasSize(15).isNotEqualTo(change.original().references().transactionId());
      assertThat(change.code()).isEqualTo("C01");
      assertThat(change.corrected()).isEqualTo("987654321");
      assertThat(change.original().references().transactionId()).isEqualTo("091000010000007");
    });
  }

  @Test void anInternationalEntryNamesPartiesAndBanksWithTheirAddresses() {
    var entry = Made.abroad("22", "1000", Made.abroad(new Addendum("17", "INVOICE 7"), new Addendum("18", "DEUTSCHE BANK" + " ".repeat(22) + "02" + "DEUTDEFF" + " ".repeat(26) + "DE")));
    var read = Made.read(Made.text(new Made.Batch(Made.international(220), List.of(entry))));
    assertThat(read.codes()).isEmpty();
    assertThat(read.items.getFirst()).isInstanceOfSatisfying(CreditTransfer.class, transfer -> {
      assertThat(transfer.creditor().party().address().town()).isEqualTo("PARIS");
      assertThat(transfer.creditor().party().address().country()).isEqualTo("FR");
      assertThat(transfer.creditor().agent().bic()).isEqualTo("BDFEFRPP");
      assertThat(transfer.creditor().account().number()).isEqualTo("FR7630006000011234567890189");
      assertThat(transfer.debtor().party().address().postCode()).isEqualTo("44107");
      assertThat(transfer.route().intermediaries()).extracting(Agent::bic).containsExactly("DEUTDEFF");
      assertThat(transfer.route().instructed().member()).isEqualTo("021000021");
      assertThat(transfer.remittance().unstructured()).containsExactly("INVOICE 7");
    });
  }

  @Test void theFormOfAFileChangesNothingOfWhatItSays() {
    var text = Made.text(Made.batch(220, "CTX", Made.entry("22", "150000", new Addendum("05", "ONE"), new Addendum("05", "TWO"))));
    var said = Made.read(text).items;
    List<UnaryOperator<String>> forms = List.of(t -> t.replace("\n", "\r\n"), t -> t.replace('\n', '\r'), t -> t.replace("\n", ""), t -> t.replace("\n", "      \n"), t -> t.replaceAll(" +\n", "\n"), t -> t.replaceAll("9{94}\n", ""),
        t -> t.stripTrailing(), t -> "ï»¿" + t, t -> t + "\u001A");
    for (var form : forms) {
      var changed = form.apply(text);
      assertThat(Made.read(changed).items).as(changed).isEqualTo(said);
      assertThat(Made.read(changed).footing.hasErrors()).as(changed).isFalse();
      assertThat(recognised(changed)).isEqualTo("nacha");
    }
  }

  /** A thousand records and more, so that ends of lines fall on every border of a buffer. */
  @Test void whateverEndsTheLinesOfAFileIsNotTold() {
    var text = written(java.util.Collections.nCopies(3_000, transfer(AMOUNT, RECEIVER, Remittance.NONE, References.NONE)).toArray(Item[]::new));
    for (var end : List.of("\n", "\r\n", "\r", "")) {
      var read = Made.read(text.replace("\n", end));
      assertThat(read.codes()).as("lines that end in %s", end.chars().boxed().toList()).isEmpty();
      assertThat(read.items).hasSize(3_000);
    }
  }

  private static String recognised(String text) {
    try {
      return Format.recognise(new BufferedInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), 1 << 17)).name();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test void anUnbrokenFileLargerThanMemoryWouldHoldIsReadRecordByRecord() throws IOException {
    var file = Made.text(Made.batch(220, "PPD", Made.entry("22", "1"))).split("\n");
    long entries = 100_000;
    long[] heard = new long[1];
    NachaReader.read(new Repeated((file[0] + file[1]).getBytes(StandardCharsets.US_ASCII), file[2].getBytes(StandardCharsets.US_ASCII), entries), new MessageListener() {
      @Override public void item(Item item, finality.rail.message.Finding.Position position) { heard[0]++; }
    });
    assertThat(heard[0]).isEqualTo(entries);
  }

  /** A beginning, and then the same record so many times. */
  private static final class Repeated extends InputStream {
    private final byte[] start;
    private final byte[] record;
    private final long length;
    private long at;

    Repeated(byte[] start, byte[] record, long times) {
      this.start = start;
      this.record = record;
      this.length = start.length + times * record.length;
    }

    @Override public int read() {
      if (at >= length) return -1;
      int next = at < start.length ? start[(int) at] : record[(int) ((at - start.length) % record.length)];
      at++;
      return next;
    }
  }

  @Test void whateverBytesComeTheReaderEndsAndClosesWhatItOpened() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
      for (int i = 0; i < 2_000; i++) {
        var bytes = changed(Made.write(Made.FILE, Made.any(random)), random);
        var read = Assertions.assertDoesNotThrow(() -> Made.read(bytes), "seed " + seed);
        assertThat(read.closed).as("seed %d", seed).isEqualTo(read.headers.size());
      }
    });
  }

  private static byte[] changed(byte[] bytes, Random random) {
    var text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
    for (int change = random.nextInt(1, 8); change > 0 && !text.isEmpty(); change--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(200));
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.setLength(at);
        case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
        case 3 -> text.setCharAt(at, " 0123456789\n".charAt(random.nextInt(12)));
        default -> text.delete(at, to);
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  // ── writing ────────────────────────────────────────────────────────────────────────────────────────────

  private static CreditTransfer transfer(Amount amount, Side creditor, Remittance remittance, References references) {
    return new CreditTransfer(CreditTransfer.Kind.CUSTOMER, references, amount, DAY, COMPANY, creditor, Route.NONE, new Terms(null, null, "PPD", null, null, null), null, null, List.of(), remittance, List.of(), null);
  }

  private static String written(Item... items) {
    var out = new ByteArrayOutputStream();
    try {
      var writer = new NachaWriter(out);
      writer.begin(new MessageHeader("NACHA", "7", OffsetDateTime.parse("2026-11-20T18:56Z"), Agent.member("USABA", "091000019"), Agent.member("USABA", "021000021"), null, (long) items.length, null, null, null, null, null));
      writer.batch(Made.header(220, "PPD"));
      for (var item : items) writer.item(item);
      writer.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Test void traceNumbersAreAssignedAndTheFileIsFilledToABlock() {
    var payment = transfer(AMOUNT, RECEIVER, Remittance.NONE, new References(null, "E1", null, "eb6305c9-1f7f-49de-aed0-16487c27b42d", null, null));
    var lines = written(payment, payment).split("\n");
    assertThat(lines).hasSize(10);
    assertThat(lines[0]).startsWith("101 021000021 0910000192611201856" + "7" + "094101");
    assertThat(lines[1]).startsWith("5220ACME INC                            1234567890PPDPAYROLL         261124   1091000010000001");
    assertThat(lines[2]).isEqualTo("622021000021123456789        0000150000E1             JOAN DOE                0091000010000001");
    assertThat(lines[3]).endsWith("091000010000002");
    assertThat(lines[4]).isEqualTo("82200000020004200004000000000000000000300000" + "1234567890" + " ".repeat(25) + "091000010000001");
    assertThat(lines[5]).startsWith("9000001000001000000020004200004000000000000000000300000");
    assertThat(lines[9]).isEqualTo("9".repeat(94));
  }

  @Test void ofTheHashTheLastTenDigitsAreKept() {
    var payment = transfer(AMOUNT, receiver("JOAN DOE", "1", "121042882"), Remittance.NONE, References.NONE);
    var text = written(java.util.Collections.nCopies(1_000, payment).toArray(Item[]::new));
    assertThat(text).contains("\n8220001000" + "2104288000").contains("\n900000100010100001000" + "2104288000");
    assertThat(Made.read(text).codes()).isEmpty();
  }

  private static void refused(String code, Item item) {
    assertThatThrownBy(() -> written(item)).isInstanceOfSatisfying(Unwritable.class, refusal -> assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code));
  }

  private static Side receiver(String name, String account, String bank) { return new Side(Party.named(name), Account.other(account), Agent.member("USABA", bank), null); }

  @Test void whatAnAchFileCannotCarryIsRefused() {
    var none = References.NONE;
    refused("too_long", transfer(AMOUNT, receiver("A NAME OF MORE THAN 22 LETTERS", "1", "021000021"), Remittance.NONE, none));
    refused("too_long", transfer(AMOUNT, receiver("A", "123456789012345678", "021000021"), Remittance.NONE, none));
    refused("characters", transfer(AMOUNT, receiver("JOSÉ", "1", "021000021"), Remittance.NONE, none));
    refused("wrong_check_digits", transfer(AMOUNT, receiver("A", "1", "021000022"), Remittance.NONE, none));
    refused("missing", transfer(AMOUNT, new Side(Party.named("A"), Account.other("1"), Agent.bic("CHASUS33"), null), Remittance.NONE, none));
    refused("currency", transfer(new Amount(BigDecimal.ONE, "EUR"), RECEIVER, Remittance.NONE, none));
    refused("too_many_decimals", transfer(new Amount(new BigDecimal("1.005"), "USD"), RECEIVER, Remittance.NONE, none));
    refused("too_large", transfer(new Amount(new BigDecimal("100000000.00"), "USD"), RECEIVER, Remittance.NONE, none));
    refused("zero_amount", transfer(new Amount(BigDecimal.ZERO, "USD"), RECEIVER, Remittance.NONE, none));
    refused("too_long", transfer(AMOUNT, RECEIVER, Remittance.of("X".repeat(81)), none));
    refused("too_many_addenda", transfer(AMOUNT, RECEIVER, Remittance.of("ONE", "TWO"), none));
    refused("not_carried", transfer(AMOUNT, RECEIVER, new Remittance(List.of(), "RF18539007547034", "SCOR"), none));
    for (var terms : List.of(new Terms("HIGH", null, null, null, null, null), new Terms(null, "URGP", null, null, null, null), new Terms(null, null, null, null, "GDDS", null), new Terms(null, null, null, null, null, "SHAR")))
      refused("not_carried", new CreditTransfer(CreditTransfer.Kind.CUSTOMER, none, AMOUNT, DAY, COMPANY, RECEIVER, Route.NONE, terms, null, null, List.of(), Remittance.NONE, List.of(), null));
    for (var party : List.of(new Party("A", Address.of(List.of("STREET")), null, null, null, null), new Party("A", null, "CHASUS33", null, null, null), new Party("A", null, null, "529900T8BM49AURSDO55", null, null),
        new Party("A", null, null, null, "4711", "CUST")))
      refused("not_carried", transfer(AMOUNT, new Side(party, Account.other("1"), Agent.member("USABA", "021000021"), null), Remittance.NONE, none));
    refused("not_carried", transfer(AMOUNT, new Side(Party.named("A"), Account.other("1"), Agent.member("USABA", "021000021"), Party.named("B")), Remittance.NONE, none));
    refused("trace_odfi", transfer(AMOUNT, RECEIVER, Remittance.NONE, new References(null, null, "021000020000001", null, null, null)));
    refused("too_long", transfer(AMOUNT, RECEIVER, Remittance.NONE, new References(null, "AN ID OF MORE THAN 15", null, null, null, null)));
    refused("service_class", new DirectDebit(none, AMOUNT, DAY, COMPANY, RECEIVER, Terms.NONE, Remittance.NONE));
    refused("company", new CreditTransfer(CreditTransfer.Kind.CUSTOMER, none, AMOUNT, DAY, new Side(Party.named("ANOTHER"), null, null, null), RECEIVER, Route.NONE, Terms.NONE, null, null, List.of(), Remittance.NONE, List.of(), null));
    refused("entry_class", new CreditTransfer(CreditTransfer.Kind.CUSTOMER, none, AMOUNT, DAY, COMPANY, RECEIVER, Route.NONE, new Terms(null, null, "CCD", null, null, null), null, null, List.of(), Remittance.NONE, List.of(), null));
    refused("date", new CreditTransfer(CreditTransfer.Kind.CUSTOMER, none, AMOUNT, DAY.plusDays(1), COMPANY, RECEIVER, Route.NONE, Terms.NONE, null, null, List.of(), Remittance.NONE, List.of(), null));
  }
}
