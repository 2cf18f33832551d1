package finality.rail.message.json;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Amount;
import finality.rail.message.CancellationRequest;
import finality.rail.message.Change;
import finality.rail.message.Charge;
import finality.rail.message.CreditTransfer;
import finality.rail.message.DirectDebit;
import finality.rail.message.Item;
import finality.rail.message.Original;
import finality.rail.message.Party;
import finality.rail.message.PaymentReturn;
import finality.rail.message.Reason;
import finality.rail.message.References;
import finality.rail.message.Remittance;
import finality.rail.message.Resolution;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.StatusReport;
import finality.rail.message.StatusRequest;
import finality.rail.message.Terms;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The records of each kind of item from their members. What cannot be an item is told and thrown as {@link MemberReader.Senseless}. */
final class ItemReader {
  private final MemberReader reading;

  ItemReader(MemberReader reading) { this.reading = reading; }

  Item item(JsonValue item) {
    reading.pass(item, "position");
    var kind = reading.neededText(item, "kind");
    return switch (kind) {
      case "credit_transfer" -> transfer(item);
      case "direct_debit" -> new DirectDebit(references(item), amount(item), reading.date(item, "settlement_date"), neededSide(item, "creditor"), neededSide(item, "debtor"), terms(item), remittance(item));
      case "status_report" -> new StatusReport(reading.neededWord(item, "level", StatusReport.Level.class), reading.text(item, "status_id"), original(item), reading.text(item, "status"), reasons(item),
          reading.time(item, "accepted_at"), reading.date(item, "settled_on"), reading.text(item, "clearing_reference"), charges(item));
      case "payment_return" -> new PaymentReturn(reading.text(item, "return_id"), reading.text(item, "uetr"), original(item), amount(item), reading.date(item, "settlement_date"), reasons(item), charges(item),
          side(item, "debtor"), side(item, "creditor"), route(item), reading.object(item, "instructed", this::amount), reading.decimal(item, "rate"), reading.text(item, "charge_bearer"));
      case "cancellation_request" -> new CancellationRequest(reading.text(item, "cancellation_id"), reading.text(item, "case_id"), party(item, "creator"), original(item), reasons(item));
      case "resolution" -> new Resolution(reading.text(item, "case_id"), reading.text(item, "cancellation_id"), reading.text(item, "status"), reading.text(item, "cancellation_status"), original(item),
          reasons(item), charges(item), party(item, "creator"));
      case "status_request" -> new StatusRequest(reading.text(item, "request_id"), original(item));
      case "change" -> new Change(reading.text(item, "change_id"), original(item), reading.neededText(item, "code"), reading.neededText(item, "corrected"));
      default -> throw reading.unknownWord(item, "kind", kind, "credit_transfer, direct_debit, status_report, payment_return, cancellation_request, resolution, status_request, change");
    };
  }

  private CreditTransfer transfer(JsonValue item) {
    return new CreditTransfer(between(item), references(item), amount(item), reading.date(item, "settlement_date"), neededSide(item, "debtor"), neededSide(item, "creditor"), route(item), terms(item),
        reading.object(item, "instructed", this::amount), reading.decimal(item, "rate"), charges(item), remittance(item), reading.texts(item, "instructions"), reading.object(item, "underlying", this::underlying));
  }

  private CreditTransfer.Kind between(JsonValue item) {
    var said = reading.neededText(item, "between");
    return switch (said) {
      case "customers" -> CreditTransfer.Kind.CUSTOMER;
      case "banks" -> CreditTransfer.Kind.BANK;
      default -> throw reading.unknownWord(item, "between", said, "customers, banks");
    };
  }

  private CreditTransfer underlying(JsonValue item) {
    if (item(item) instanceof CreditTransfer transfer) return transfer;
    throw reading.unknownWord(item, "kind", reading.neededText(item, "kind"), "credit_transfer");
  }

  // ── parts ──────────────────────────────────────────────────────────────────────────────────────────────

  private Original original(JsonValue item) {
    return reading.neededObject(item, "original", of -> new Original(reading.text(of, "message_id"), reading.text(of, "message_type"), references(of), reading.has(of, "amount") ? amount(of) : null,
        reading.date(of, "settlement_date"), side(of, "debtor"), side(of, "creditor")));
  }

  References references(JsonValue of) {
    return new References(reading.text(of, "instruction_id"), reading.text(of, "end_to_end_id"), reading.text(of, "transaction_id"), reading.text(of, "uetr"), reading.text(of, "clearing_reference"),
        reading.text(of, "batch_id"));
  }

  Amount amount(JsonValue of) { return new Amount(reading.neededAmount(of, "amount"), reading.neededText(of, "currency")); }

  private Amount signed(JsonValue of) { return new Amount(reading.neededDecimal(of, "amount"), reading.neededText(of, "currency")); }

  /** What stands in an object's own members, if it does. */
  @Nullable Amount signedOrNone(JsonValue of) { return reading.has(of, "amount") ? signed(of) : null; }

  private @Nullable Side side(JsonValue item, String name) { return reading.object(item, name, this::side); }

  private Side neededSide(JsonValue item, String name) { return reading.neededObject(item, name, this::side); }

  private Side side(JsonValue of) {
    var party = party(of);
    return new Side(party.equals(Party.NONE) ? null : party, account(of), agent(of, "bank"), party(of, "ultimate"));
  }

  @Nullable Party party(JsonValue item, String name) { return reading.object(item, name, this::party); }

  private Party party(JsonValue of) {
    return new Party(reading.text(of, "name"), address(of), reading.text(of, "bic"), reading.text(of, "lei"), reading.text(of, "id"), reading.text(of, "id_scheme"),
        reading.flag(of, "person", false));
  }

  private @Nullable Address address(JsonValue item) {
    return reading.object(item, "address", of -> new Address(reading.text(of, "street"), reading.text(of, "building"), reading.text(of, "post_code"), reading.text(of, "town"), reading.text(of, "subdivision"),
        reading.text(of, "country"), reading.texts(of, "lines")));
  }

  private @Nullable Account account(JsonValue item) {
    return reading.object(item, "account", of -> new Account(reading.neededText(of, "number"), reading.text(of, "scheme"), reading.text(of, "type"), reading.text(of, "currency")));
  }

  @Nullable Agent agent(JsonValue item, String name) { return reading.object(item, name, this::agent); }

  private Agent agent(JsonValue of) {
    return new Agent(reading.text(of, "bic"), reading.text(of, "member"), reading.text(of, "clearing"), reading.text(of, "lei"), reading.text(of, "name"), address(of), account(of));
  }

  private Route route(JsonValue item) {
    return Objects.requireNonNullElse(reading.object(item, "route", of -> new Route(agent(of, "instructing"), agent(of, "instructed"), reading.objects(of, "previous", this::agent),
        reading.objects(of, "intermediaries", this::agent), cover(of))), Route.NONE);
  }

  private Route.Cover cover(JsonValue route) {
    return Objects.requireNonNullElse(reading.object(route, "cover", of -> new Route.Cover(agent(of, "instructing"), agent(of, "instructed"), agent(of, "third"))), Route.Cover.NONE);
  }

  private Terms terms(JsonValue of) {
    return new Terms(reading.text(of, "priority"), reading.text(of, "service_level"), reading.text(of, "local_instrument"), reading.text(of, "category_purpose"), reading.text(of, "purpose"),
        reading.text(of, "charge_bearer"));
  }

  /** Negative when they were given back. */
  List<Charge> charges(JsonValue item) { return reading.objects(item, "charges", of -> new Charge(signed(of), agent(of, "bank"))); }

  private List<Reason> reasons(JsonValue item) {
    return reading.objects(item, "reasons", of -> new Reason(reading.text(of, "code"), reading.flag(of, "proprietary", false), reading.texts(of, "text"), party(of, "originator")));
  }

  private Remittance remittance(JsonValue of) { return new Remittance(reading.texts(of, "remittance"), reading.text(of, "creditor_reference"), reading.text(of, "creditor_reference_type")); }
}
