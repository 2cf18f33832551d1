package finality.rail.message.fin;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.Charge;
import finality.rail.message.CreditTransfer;
import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Finding;
import finality.rail.message.Item;
import finality.rail.message.MessageHeader;
import finality.rail.message.MessageListener;
import finality.rail.message.Original;
import finality.rail.message.Party;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.StatusReport;
import finality.rail.message.Terms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments made up from a seed, written and read. */
final class Transfer {
  record Heard(List<MessageHeader> headers, List<Item> items, List<Finding> findings) {
    List<String> codes() { return findings.stream().map(Finding::code).toList(); }

    List<String> errors() { return findings.stream().filter(finding -> finding.severity() == Finding.Severity.ERROR).map(Finding::code).toList(); }

    CreditTransfer transfer() { return (CreditTransfer) items.getFirst(); }
  }

  private Transfer() {}

  static Heard read(String text) { return read(text.getBytes(StandardCharsets.UTF_8)); }

  static Heard read(byte[] bytes) {
    var heard = new Heard(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try {
      FinReader.read(new ByteArrayInputStream(bytes), new MessageListener() {
        @Override public void opened(MessageHeader header, Finding.Position position) { heard.headers().add(header); }

        @Override public void item(Item item, Finding.Position position) { heard.items().add(item); }

        @Override public void found(Finding finding) { heard.findings().add(finding); }
      });
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can always be read", e);
    }
    return heard;
  }

  static String write(MessageHeader header, Item... items) {
    var out = new ByteArrayOutputStream();
    try {
      var writer = new FinWriter(out);
      writer.begin(header);
      for (var item : items) writer.item(item);
      writer.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  static MessageHeader header(String type, String id) { return new MessageHeader(type, id, null, Agent.bic("DEUTDEFF"), Agent.bic("CHASUS33"), null, null, null, null, null, null, null); }

  // ── made up ────────────────────────────────────────────────────────────────────────────────────────────

  static CreditTransfer customers(Random random, boolean stp) {
    var currency = List.of("EUR", "JPY", "KWD", "USD").get(random.nextInt(4));
    var amount = amount(random, currency);
    boolean converted = random.nextInt(3) == 0;
    var bearer = List.of("SHAR", "DEBT", "CRED").get(random.nextInt(3));
    var instructed = converted ? amount(random, currency.equals("EUR") ? "USD" : "EUR") : amount(random, currency);
    var charges = new ArrayList<Charge>();
    if (bearer.equals("CRED") || random.nextInt(4) == 0) charges.add(new Charge(amount(random, currency), null));
    var creditor = side(random, stp, "CHASUS33", true);
    var onTheWay = !Agent.bic("CHASUS33").equals(creditor.agent()) && random.nextInt(2) == 0 ? List.of(agent(random, stp)) : List.<Agent>of();
    var cover = random.nextInt(4) > 0 ? Route.Cover.NONE : new Route.Cover(agent(random, stp), agent(random, stp), random.nextBoolean() ? agent(random, stp) : null);
    var instructions = new ArrayList<String>();
    if (random.nextInt(4) == 0) instructions.add("/SNDTIME/0915+0100");
    if (random.nextInt(4) == 0) instructions.add("SDVA");
    if (random.nextInt(4) == 0) instructions.add(stp ? "REPA 4711" : "PHOB 20.34.962-3");
    if (random.nextInt(3) == 0) instructions.add("/REC/" + words(random, 60));
    if (random.nextInt(4) == 0) instructions.add("/ORDERRES/BE//MEILAAN 1, 9000 GENT");
    var route = new Route(null, null, random.nextInt(4) == 0 ? List.of(Agent.bic("ABNANL2A")) : List.of(), onTheWay, cover);
    boolean coded = random.nextInt(3) == 0;
    var remittance = coded ? new Remittance(random.nextBoolean() ? List.of(words(random, 40)) : List.of(), random.nextBoolean() ? "RF18539007547034" : null, null) : Remittance.of(words(random, 35), words(random, 35));
    if (remittance.creditorReference() != null) remittance = new Remittance(remittance.unstructured(), remittance.creditorReference(), "SCOR");
    var references = new References("REF" + random.nextInt(1_000_000), coded ? "E2E-" + random.nextInt(1_000_000) : null, null, uuid(random), null, null);
    var terms = new Terms(random.nextBoolean() ? "HIGH" : "NORM", random.nextBoolean() ? "G001" : null, null, random.nextInt(4) == 0 ? "SALA" : null, random.nextInt(4) == 0 ? coded ? "GDDS" : "K90" : null, bearer);
    return new CreditTransfer(Kind.CUSTOMER, references, amount, day(random), side(random, stp, "DEUTDEFF", false), creditor, route, terms, instructed, converted ? new BigDecimal("1.2345") : null, charges,
        remittance, instructions, null);
  }

  static CreditTransfer banks(Random random, boolean covering) {
    var amount = amount(random, "EUR");
    var instructions = random.nextBoolean() ? List.of("/BNF/" + words(random, 50)) : List.<String>of();
    var holder = random.nextBoolean() ? agent(random, true) : null;
    var onTheWay = holder != null && random.nextBoolean() ? List.of(agent(random, true)) : List.<Agent>of();
    CreditTransfer underlying = null;
    if (covering) {
      underlying = new CreditTransfer(Kind.CUSTOMER, new References(null, "E2E-" + random.nextInt(1000), null, null, null, null), amount, null, side(random, false, "ABNANL2A", false), side(random, false, "CHASUS33", true),
          Route.NONE, Terms.NONE, random.nextBoolean() ? amount(random, "USD") : null, null, List.of(), Remittance.of(words(random, 60)), List.of(), null);
    }
    return new CreditTransfer(Kind.BANK, new References("REF" + random.nextInt(1_000_000), "REL" + random.nextInt(1_000), null, uuid(random), null, null), amount, day(random),
        end(random.nextBoolean() ? Agent.bic("DEUTDEFF") : agent(random, false), null), end(agent(random, false), holder),
        new Route(null, null, List.of(), onTheWay, Route.Cover.NONE), new Terms("NORM", null, null, null, null, null), null, null, List.of(), Remittance.NONE, instructions, underlying);
  }

  private static Side end(Agent bank, @Nullable Agent holder) {
    return holder == null ? new Side(null, bank.account(), Agent.of(Party.of(bank)), null) : new Side(Party.of(bank), bank.account(), holder, null);
  }

  static PaymentReturn back(Random random) {
    var references = new References("REF" + random.nextInt(1_000_000), "E2E-" + random.nextInt(1_000_000), null, uuid(random), null, null);
    var instructed = random.nextBoolean() ? amount(random, random.nextBoolean() ? "EUR" : "USD") : null;
    var rate = instructed != null && instructed.currency().equals("USD") ? new BigDecimal("1.2345") : null;
    return new PaymentReturn("RET" + random.nextInt(1_000_000), null, new Original(null, "MT103", references, null, null, null, null), amount(random, "EUR"), day(random),
        List.of(reason(random)), random.nextBoolean() ? List.of(new Charge(amount(random, "EUR"), null)) : List.of(), side(random, false, "CHASUS33", false), side(random, false, "DEUTDEFF", false),
        random.nextBoolean() ? Route.NONE : new Route(null, null, List.of(), List.of(), new Route.Cover(agent(random, false), agent(random, false), null)), instructed, rate, random.nextBoolean() ? "SHAR" : "DEBT");
  }

  static StatusReport rejected(Random random) {
    var references = new References("REF" + random.nextInt(1_000_000), "E2E-" + random.nextInt(1_000_000), null, uuid(random), null, null);
    return new StatusReport(StatusReport.Level.TRANSACTION, "REJ" + random.nextInt(1_000_000), new Original(null, "MT103", references, amount(random, "EUR"), day(random), side(random, false, "DEUTDEFF", false),
        side(random, false, "CHASUS33", false)), "RJCT", List.of(reason(random)), null, null, null, List.of());
  }

  private static Reason reason(Random random) {
    var text = new ArrayList<String>();
    if (random.nextBoolean()) text.add(":59:");
    if (random.nextBoolean()) text.add("ACCOUNT CLOSED");
    return new Reason("AC04", false, text, null);
  }

  private static Side side(Random random, boolean stp, String bank, boolean account) {
    var number = account || stp || random.nextBoolean() ? random.nextBoolean() ? Account.iban("DE89370400440532013000") : Account.other("123456789") : null;
    var party = switch (random.nextInt(4)) {
      case 0 -> new Party(null, null, "COBADEFFXXX", null, null, null);
      case 1 -> new Party(words(random, 50), new Address(random.nextBoolean() ? words(random, 30) : null, null, random.nextBoolean() ? "10115" : null, "Berlin", null, "DE", List.of()), null, null, null, null);
      case 2 -> Party.named(words(random, 35));
      default -> new Party(words(random, 35), Address.of(List.of(words(random, 35), words(random, 35))), null, null, null, null);
    };
    return new Side(party, number, random.nextBoolean() ? Agent.bic(bank) : agent(random, stp), null);
  }

  private static Agent agent(Random random, boolean byBic) {
    return switch (byBic ? random.nextInt(2) : random.nextInt(4)) {
      case 0 -> Agent.bic("BNPAFRPP");
      case 1 -> new Agent("COBADEFF123", null, null, null, null, null, Account.other("987654"));
      case 2 -> new Agent(null, "021000089", "USABA", null, words(random, 35), Address.of(List.of(words(random, 35))), null);
      default -> new Agent(null, null, null, null, words(random, 35), null, null);
    };
  }

  static Amount amount(Random random, String currency) {
    return new Amount(BigDecimal.valueOf(random.nextLong(1, 1_000_000_000_000L), switch (currency) {
      case "JPY" -> 0;
      case "KWD" -> 3;
      default -> 2;
    }), currency);
  }

  private static LocalDate day(Random random) { return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(700)); }

  private static String uuid(Random random) {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes).toString().replaceFirst("^(.{14})3", "$14");
  }

  static String words(Random random, int most) {
    var text = new StringBuilder();
    int length = random.nextInt(1, most + 1);
    while (text.length() < length) text.append(text.isEmpty() || text.charAt(text.length() - 1) == ' ' || random.nextInt(6) > 0 ? "abcdefgABC0123456789.,()?+:-'".charAt(random.nextInt(text.isEmpty() ? 10 : 29)) : ' ');
    return text.toString().stripTrailing();
  }

}
