package finality.rail.message;

import finality.rail.message.CreditTransfer.Kind;
import finality.rail.message.Payments.Made;
import finality.rail.message.StatusReport.Level;
import finality.rail.message.iso20022.ApplicationHeader;
import finality.rail.message.iso20022.Profile;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Messages about payments made up from a seed: whatever their profile can carry. */
final class AnyPayment {
  private static final List<String> IBANS = List.of("DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606", "NL91ABNA0417164300");
  private static final List<String> BICS = List.of("DEUTDEFF", "BNPAFRPPXXX", "NWBKGB2L", "COBADEFFXXX", "CHASUS33");

  private final Random random;
  private final Profile profile;
  private int serial;

  AnyPayment(Random random, Profile profile) {
    this.random = random;
    this.profile = profile;
  }

  static Made any(Random random) {
    var any = new AnyPayment(random, Profile.ISO);
    return switch (random.nextInt(7)) {
      case 0 -> any.transfers(Kind.CUSTOMER);
      case 1 -> any.transfers(Kind.BANK);
      case 2 -> any.statuses();
      case 3 -> any.returns();
      case 4 -> any.requests();
      case 5 -> any.cancellations();
      default -> any.resolutions();
    };
  }

  /** Of a network: what its rulebook allows. */
  static Made any(Random random, Profile profile) {
    if (profile == Profile.ISO) return any(random);
    var any = new AnyPayment(random, profile);
    return switch (random.nextInt(3)) {
      case 0 -> profile == Profile.SEPA ? any.euro() : any.crossBorder(Kind.CUSTOMER);
      case 1 -> profile == Profile.SEPA ? any.euroRefused() : any.crossBorder(Kind.BANK);
      default -> profile == Profile.SEPA ? any.euroBack() : any.crossBorderRefused();
    };
  }

  // ── messages ───────────────────────────────────────────────────────────────────────────────────────────

  Made transfers(Kind kind) {
    var date = maybe(() -> date());
    var sender = maybe(() -> agent(false));
    var receiver = maybe(() -> agent(false));
    var settlement = List.of("INDA", "INGA", "COVE", "CLRG").get(random.nextInt(kind == Kind.BANK ? 2 : 4));
    var cover = settlement.equals("COVE") ? new Route.Cover(agent(true), maybe(() -> agent(true)), null) : Route.Cover.NONE;
    var items = new ArrayList<Item>();
    var sum = BigDecimal.ZERO;
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      var transfer = transfer(kind, date, sender, receiver, cover);
      sum = sum.add(transfer.amount().value());
      items.add(transfer);
    }
    var type = kind == Kind.CUSTOMER ? "pacs.008.001.08" : "pacs.009.001.08";
    var header = new MessageHeader(type, id(35), created(), sender, receiver, null, (long) items.size(), maybe(sum), total(items, sum), date, settlement, settlement.equals("CLRG") ? "TGT" : null);
    return new Made(profile, sender != null && receiver != null && random.nextBoolean() ? ApplicationHeader.of("test.service") : null, header, items);
  }

  /** Of amounts in one currency. */
  private static @Nullable Amount total(List<Item> transfers, BigDecimal sum) {
    var currencies = transfers.stream().map(item -> ((CreditTransfer) item).amount().currency()).distinct().toList();
    return currencies.size() == 1 ? new Amount(sum, currencies.getFirst()) : null;
  }

  private CreditTransfer transfer(Kind kind, @Nullable LocalDate common, @Nullable Agent sender, @Nullable Agent receiver, Route.Cover cover) {
    boolean customer = kind == Kind.CUSTOMER;
    var references = new References(maybe(() -> id(35)), maybe(() -> id(35)), maybe(() -> id(35)), maybe(this::uetr), maybe(() -> id(35)), null);
    var route = new Route(sender == null ? maybe(() -> agent(false)) : null, receiver == null ? maybe(() -> agent(false)) : null, some(() -> agent(true)), some(() -> agent(true)), cover);
    var amount = amount();
    return new CreditTransfer(kind, references, amount, common == null ? date() : null, customer ? customer() : bank(), customer ? customer() : bank(), route, terms(customer ? oneOf("DEBT", "CRED", "SHAR", "SLEV") : null),
        customer ? maybe(() -> instructed(amount)) : null, customer ? maybe(new BigDecimal("1.08345")) : null, customer ? some(() -> new Charge(amount(), agent(false))) : List.of(), remittance(customer), instructions(kind),
        !customer && random.nextBoolean() ? covered(amount) : null);
  }

  private CreditTransfer covered(Amount amount) {
    return new CreditTransfer(Kind.CUSTOMER, References.NONE, amount, null, customer(), customer(), new Route(null, null, some(() -> agent(true)), some(() -> agent(true)), Route.Cover.NONE), Terms.NONE,
        maybe(this::amount), null, List.of(), remittance(true), instructions(Kind.CUSTOMER), null);
  }

  private Made crossBorder(Kind kind) {
    var settlement = kind == Kind.CUSTOMER ? oneOf("INDA", "INGA", "COVE") : oneOf("INDA", "INGA");
    var cover = settlement.equals("COVE") ? new Route.Cover(Agent.bic(bic()), maybe(() -> Agent.bic(bic())), null) : Route.Cover.NONE;
    var references = new References("I" + random.nextInt(1_000_000), maybe(() -> id(35)), maybe(() -> id(35)), uetr(), null, null);
    var route = new Route(Agent.bic(bic()), Agent.bic(bic()), some(() -> Agent.bic(bic())), List.of(), cover);
    var remittance = random.nextBoolean() ? Remittance.of(text(140)) : new Remittance(List.of(), "RF18539007547034", "SCOR");
    boolean customer = kind == Kind.CUSTOMER;
    var item = new CreditTransfer(kind, references, amount(), date(), customer ? crossBorderSide() : new Side(null, null, Agent.bic(bic()), null), customer ? crossBorderSide() : new Side(null, null, Agent.bic(bic()), null), route,
        terms(customer ? oneOf("DEBT", "CRED", "SHAR") : null), null, null, List.of(), customer ? remittance : Remittance.of(text(140)), List.of(), null);
    return new Made(profile, SWIFT, new MessageHeader(customer ? "pacs.008.001.08" : "pacs.009.001.08", id(35), created(), Agent.bic(bic()), Agent.bic(bic()), null, 1L, null, null, null, settlement, null), List.of(item));
  }

  private Side crossBorderSide() { return new Side(new Party(text(140), address(), null, null, null, null), account(), Agent.bic(bic()), null); }

  private Made crossBorderRefused() {
    var original = new Original(id(35), "pacs.008.001.08", new References(null, id(35), null, uetr(), null, null), null, null, null, null);
    var report = new StatusReport(Level.TRANSACTION, null, original, "RJCT", List.of(Reason.of("AC04")), null, null, null, List.of());
    return new Made(profile, SWIFT, new MessageHeader("pacs.002.001.10", id(35), created(), Agent.bic(bic()), Agent.bic(bic()), null, null, null, null, null, null, null), List.of(report));
  }

  private static final ApplicationHeader SWIFT = ApplicationHeader.of("swift.cbprplus.02");

  private Made euro() {
    var items = new ArrayList<Item>();
    var sum = BigDecimal.ZERO;
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      var references = new References(null, maybe(() -> id(35)), id(35), null, null, null);
      var amount = new Amount(BigDecimal.valueOf(random.nextLong(1, 99_999_999_999L), 2), "EUR");
      sum = sum.add(amount.value());
      items.add(new CreditTransfer(Kind.CUSTOMER, references, amount, null, euroSide(), euroSide(), Route.NONE, new Terms(null, "SEPA", maybe("INST"), maybe("SALA"), maybe("GDDS"), "SLEV"), null, null, List.of(),
          random.nextBoolean() ? Remittance.of(text(140)) : Remittance.NONE, List.of(), null));
    }
    return new Made(profile, null, new MessageHeader("pacs.008.001.08", id(35), created(), Agent.bic(bic()), null, null, (long) items.size(), null, new Amount(sum, "EUR"), date(), "CLRG", "STG"), items);
  }

  private Side euroSide() { return new Side(new Party(text(70), maybe(Address.of(List.of(text(70)))), null, null, null, null), Account.iban(oneOf(IBANS)), Agent.bic(bic()), null); }

  private Made euroRefused() {
    var items = new ArrayList<Item>();
    var message = id(35);
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      var original = new Original(message, "pacs.008.001.08", new References(null, id(35), id(35), null, null, null), null, null, null, null);
      items.add(new StatusReport(Level.TRANSACTION, id(35), original, "RJCT", List.of(Reason.of("AC04")), null, null, null, List.of()));
    }
    return new Made(profile, null, new MessageHeader("pacs.002.001.10", id(35), created(), Agent.bic(bic()), null, null, null, null, null, null, null, null), items);
  }

  private Made euroBack() {
    var amount = new Amount(BigDecimal.valueOf(random.nextLong(1, 1_000_000), 2), "EUR");
    var original = new Original(id(35), "pacs.008.001.08", new References(null, id(35), id(35), null, null, null), amount, formerly(), null, null);
    var item = new PaymentReturn(id(35), null, original, amount, null, List.of(Reason.of("MD07")), List.of(), null, null, Route.NONE, null, null, null);
    return new Made(profile, null, new MessageHeader("pacs.004.001.09", id(35), created(), Agent.bic(bic()), null, null, 1L, null, amount, date(), "CLRG", "STG"), List.of(item));
  }

  Made statuses() {
    var items = new ArrayList<Item>();
    var whole = maybe(() -> new Original(id(35), "pacs.008.001.08", References.NONE, null, null, null, null));
    if (whole != null) items.add(new StatusReport(Level.GROUP, null, whole, oneOf("ACCP", "RJCT", "PART"), some(1, this::reason), null, null, null, List.of()));
    for (int i = random.nextInt(4); i > 0; i--) {
      boolean refused = items.size() > 0 && items.getFirst() instanceof StatusReport first && first.level() == Level.GROUP && "RJCT".equals(first.status());
      var status = refused ? "RJCT" : oneOf("ACSC", "RJCT", "ACSP", "PDNG");
      var original = whole != null && random.nextBoolean() ? new Original(whole.messageId(), whole.messageType(), original().references(), null, null, null, null) : original();
      items.add(new StatusReport(Level.TRANSACTION, maybe(() -> id(35)), original, status, some(1, this::reason), maybe(this::created), maybe(this::date), maybe(() -> id(35)),
          some(() -> new Charge(amount(), agent(false)))));
    }
    return new Made(profile, null, new MessageHeader("pacs.002.001.10", id(35), created(), maybe(() -> agent(false)), maybe(() -> agent(false)), null, null, null, null, null, null, null), items);
  }

  Made returns() {
    var date = maybe(this::date);
    var items = new ArrayList<Item>();
    var sum = BigDecimal.ZERO;
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      boolean chain = random.nextBoolean();
      var route = new Route(maybe(() -> agent(false)), maybe(() -> agent(false)), chain ? some(() -> agent(false)) : List.of(), chain ? some(() -> agent(false)) : List.of(), Route.Cover.NONE);
      var original = original();
      var back = new PaymentReturn(maybe(() -> id(35)), null, original, original.amount() == null ? amount() : original.amount(), date == null ? date() : null, some(1, this::reason), some(() -> new Charge(amount(), agent(false))), chain ? end() : null, chain ? end() : null,
          route, maybe(this::amount), maybe(new BigDecimal("0.92")), maybe("SHAR"));
      sum = sum.add(back.amount().value());
      items.add(back);
    }
    return new Made(profile, null, new MessageHeader("pacs.004.001.09", id(35), created(), null, null, null, (long) items.size(), maybe(sum), null, date, "INDA", null), items);
  }

  /** Of a return chain, which has no accounts: a party with its bank, or a bank. */
  private Side end() { return random.nextBoolean() ? new Side(party(), null, maybe(() -> agent(false)), maybe(this::party)) : new Side(null, null, agent(false), null); }

  Made requests() {
    boolean whole = random.nextInt(3) == 0;
    var items = new ArrayList<Item>();
    for (int i = random.nextInt(1, 5); i > 0; i--)
      items.add(whole ? new StatusRequest(null, new Original(id(35), "pacs.008.001.08", References.NONE, null, null, null, null)) : new StatusRequest(maybe(() -> id(35)), original()));
    return new Made(profile, null, new MessageHeader("pacs.028.001.03", id(35), created(), maybe(() -> agent(false)), maybe(() -> agent(false)), null, null, null, null, null, null, null), items);
  }

  Made cancellations() {
    var items = new ArrayList<Item>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      boolean whole = random.nextInt(4) == 0;
      var opened = maybe(() -> id(35));
      items.add(new CancellationRequest(maybe(() -> id(35)), opened, opened == null ? null : creator(), whole ? new Original(id(35), "pacs.008.001.08", References.NONE, null, null, null, null) : original(), some(1, () -> reason("DUPL", "CUST", "TECH"))));
    }
    return new Made(profile, null, investigation("camt.056.001.08", maybe((long) items.size())), items);
  }

  Made resolutions() {
    var status = oneOf("CNCL", "RJCR", "PDCR");
    var items = new ArrayList<Item>();
    if (random.nextInt(4) == 0) items.add(new Resolution("C1", null, status, null, Original.of(References.NONE), List.of(), List.of(), creator()));
    else for (int i = random.nextInt(1, 5); i > 0; i--) {
      boolean whole = random.nextInt(4) == 0;
      var opened = maybe(() -> id(35));
      items.add(new Resolution(opened, maybe(() -> id(35)), status, oneOf("ACCR", "RJCR", "PDCR"), whole ? new Original(id(35), "pacs.008.001.08", References.NONE, null, null, null, null) : original(),
          some(1, () -> reason("AC04", "ARDT", "LEGL")), whole ? List.of() : some(() -> new Charge(amount(), agent(false))), opened == null ? null : creator()));
    }
    return new Made(profile, null, investigation("camt.029.001.09", null), items);
  }

  private MessageHeader investigation(String type, @Nullable Long count) {
    boolean customer = random.nextInt(4) == 0;
    return new MessageHeader(type, id(35), created(), customer ? null : agent(false), agent(false), customer ? party() : null, count, null, null, null, null, null);
  }

  /** A bank by its BIC, or anybody else. */
  private Party creator() { return random.nextBoolean() ? new Party(null, null, bic(), null, null, null) : new Party(text(140), null, null, null, id(35), null); }

  // ── parts ──────────────────────────────────────────────────────────────────────────────────────────────

  Original original() {
    var references = new References(maybe(() -> id(35)), maybe(() -> id(35)), id(35), maybe(this::uetr), null, null);
    boolean banks = random.nextInt(4) == 0;
    return new Original(id(35), banks ? "pacs.009.001.08" : "pacs.008.001.08", references, maybe(this::amount), maybe(this::formerly), maybe(banks ? this::bank : this::customer), maybe(banks ? this::bank : this::customer));
  }

  /** One credit transfer and what it needs, alone: for a long message. */
  CreditTransfer next() {
    return new CreditTransfer(Kind.CUSTOMER, new References(null, id(35), id(35), uetr(), null, null), new Amount(BigDecimal.valueOf(random.nextLong(1, 1_000_000), 2), "EUR"), null, customer(), customer(), Route.NONE,
        terms("SHAR"), null, null, List.of(), remittance(true), List.of(), null);
  }

  Side customer() { return new Side(party(), maybe(this::account), agent(true), maybe(this::party)); }

  /** Alone, or with an account at another bank. */
  Side bank() {
    boolean alone = random.nextBoolean();
    var bank = agent(false);
    var named = new Party(bank.name(), bank.address(), bank.bic(), bank.lei(), bank.member(), bank.clearing());
    return new Side(alone ? null : named, maybe(this::account), alone ? bank : agent(true), null);
  }

  Party party() {
    boolean person = random.nextInt(3) == 0;
    var id = person || random.nextBoolean() ? id(35) : null;
    return new Party(text(140), maybe(this::address), person ? null : maybe(this::bic), person ? null : maybe("529900T8BM49AURSDO55"), id, id == null ? null : maybe(oneOf("CUST", "TXID", "own")), person);
  }

  Address address() {
    return random.nextBoolean() ? new Address(text(70), maybe("12a"), maybe("D-10117"), text(35), maybe(() -> text(35)), "DE", some(() -> text(70))) : Address.of(List.of(text(70), text(70)));
  }

  Account account() { return random.nextBoolean() ? new Account(oneOf(IBANS), "IBAN", maybe("CACC"), maybe("EUR")) : new Account(id(34), maybe(oneOf("BBAN", "UPIC", "other")), maybe("SVGS"), null); }

  Agent agent(boolean accounted) {
    var account = accounted ? maybe(this::account) : null;
    if (random.nextBoolean()) return new Agent(bic(), null, null, maybe("529900T8BM49AURSDO55"), null, null, account);
    var member = maybe("021000021");
    return new Agent(null, member, member == null ? null : maybe(oneOf("USABA", "own")), null, text(140), maybe(this::address), account);
  }

  Terms terms(@Nullable String bearer) {
    return new Terms(maybe("HIGH"), maybe(oneOf("SEPA", "G001", "own")), maybe(oneOf("INST", "own")), maybe("SALA"), maybe(oneOf("GDDS", "own purpose")), bearer);
  }

  Remittance remittance(boolean structured) {
    var reference = structured ? maybe("RF18539007547034") : null;
    return new Remittance(some(() -> text(140)), reference, reference == null ? null : maybe("SCOR"));
  }

  List<String> instructions(Kind kind) {
    return random.nextInt(3) > 0 ? List.of() : List.of("/ACC/" + text(100), kind == Kind.CUSTOMER ? "HOLD" : "TELB", "PHOB " + text(20), "PHOA", "/REC/" + text(100), "/INS/" + text(20));
  }

  Reason reason() { return reason("AC04", "AM05", "MS03"); }

  private Reason reason(String... codes) {
    boolean own = random.nextInt(4) == 0;
    return new Reason(own ? id(35) : oneOf(codes), own, some(() -> text(105)), maybe(this::party));
  }

  Amount amount() {
    var currency = oneOf("EUR", "USD", "JPY", "KWD");
    return new Amount(BigDecimal.valueOf(random.nextLong(1, 10_000_000_000L), currency.equals("JPY") ? 0 : currency.equals("KWD") ? 3 : 2), currency);
  }

  /** In another currency, since in the same one charges would have to explain what differs. */
  private Amount instructed(Amount settled) {
    var amount = amount();
    return amount.currency().equals(settled.currency()) ? instructed(settled) : amount;
  }

  /** Before any {@link #date}. */
  private LocalDate formerly() { return LocalDate.of(2025, 1, 1).plusDays(random.nextInt(365)); }

  LocalDate date() { return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(400)); }

  OffsetDateTime created() { return OffsetDateTime.parse("2026-11-23T10:00:00+01:00").plusSeconds(random.nextInt(100_000)); }

  String uetr() { return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L).toString(); }

  String bic() { return oneOf(BICS); }

  /** Unlike any other of this message. */
  String id(int most) { return "I" + serial++ + "-" + text(most - 12).replace(' ', '.').replace('/', '-'); }

  String text(int most) {
    var letters = profile == Profile.ISO ? "abcXYZ0189 -+.,'()?:/äßñŁ€<>&\"中😀" : "abcXYZ0189 -+.,'()?:/";
    var points = letters.codePoints().toArray();
    var text = new StringBuilder("t");
    for (int i = random.nextInt(Math.min(most - 1, 40)); i > 0 && text.length() < most - 3; i--) text.appendCodePoint(points[random.nextInt(points.length)]);
    return text.append('.').toString();
  }

  @SafeVarargs final <T> T oneOf(T... values) { return values[random.nextInt(values.length)]; }

  private <T> T oneOf(List<T> values) { return values.get(random.nextInt(values.size())); }

  <T> @Nullable T maybe(T value) { return random.nextBoolean() ? value : null; }

  <T> @Nullable T maybe(Supplier<T> value) { return random.nextBoolean() ? value.get() : null; }

  private <T> List<T> some(Supplier<T> value) { return some(0, value); }

  private <T> List<T> some(int least, Supplier<T> value) {
    var values = new ArrayList<T>();
    for (int i = random.nextInt(least, 3); i > 0; i--) values.add(value.get());
    return values;
  }
}
