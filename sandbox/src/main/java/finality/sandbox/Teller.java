package finality.sandbox;

import finality.sandbox.Booking.Kind;
import finality.sandbox.Effect.Deed;
import finality.sandbox.Payment.Later;
import finality.sandbox.Payment.Later.Act;
import finality.sandbox.Payment.Reason;
import finality.sandbox.Payment.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the bank decides, one request at a time, inside the writer's batch. */
final class Teller {
  private static final Reason TOO_LATE = new Reason("TM01", "valid_until has passed", true);
  private static final Reason WITHDRAWN = new Reason("DS02", "this id was cancelled before", true);
  private static final Reason NO_SUCH_ACCOUNT = new Reason("AC02", "debtor_account is not an account of yours at this bank", true);
  private static final Reason OTHER_CURRENCY = new Reason("AM03", "debtor_account is in another currency", true);
  private static final Reason NO_FUNDS = new Reason("AM04", "the balance of debtor_account does not suffice", false);
  private static final Reason NO_REASON = new Reason("MS03", "refused without a reason; try again", false);

  private final Faults faults;
  private final Function<String, Mode> modes;

  /** @param modes by client */
  Teller(Faults faults, Function<String, Mode> modes) {
    this.faults = faults;
    this.modes = modes;
  }

  /** What became of one request to pay. {@code fault}: how the answer will be spoilt. */
  record Taken(How how, Payment payment, @Nullable Fault fault) {
    enum How { NEW, REPEATED, DUPLICATE, TURNED_AWAY }
  }

  Taken take(Order order, Batch batch) throws SQLException {
    var known = batch.payment(order.key());
    var payment = known == null ? batch.newPayment(order.key()) : known;
    batch.changed(payment);
    payment.requests++;
    if (payment.order == null) payment.order = order;
    var fault = faults.ofPayment(order, payment.requests);
    if (fault != null && fault.effect().deed == Deed.NOTHING) return new Taken(Taken.How.TURNED_AWAY, payment, fault);

    var mode = modes.apply(order.key().client());
    if (payment.taken() && (payment.blocked || mode.duplicates() != Mode.Duplicates.EXECUTE)) {
      boolean repeat = payment.blocked || mode.duplicates() == Mode.Duplicates.ONCE;
      return new Taken(repeat && order.sameAs(payment.order()) ? Taken.How.REPEATED : Taken.How.DUPLICATE, payment, fault);
    }
    if (!payment.taken()) {
      payment.order = order;
      payment.visibleAt = batch.now().plus(mode.readDelay());
    }
    decide(order, payment, mode, fault, batch);
    return new Taken(Taken.How.NEW, payment, fault);
  }

  private void decide(Order order, Payment payment, Mode mode, @Nullable Fault fault, Batch batch) throws SQLException {
    var refusal = payment.blocked ? WITHDRAWN : refusal(order, mode, batch);
    if (refusal == null && !Draw.hits(mode.successRate(), 0, order.key().endToEndId(), payment.requests)) refusal = NO_REASON;
    if (refusal != null) {
      payment.reject(refusal);
      return;
    }
    switch (fault == null ? Deed.EXECUTE : fault.effect().deed) {
      case REJECT -> payment.reject(rejection(fault));
      case ACCEPT -> payment.status = Status.ACCEPTED;
      default -> execute(payment, fault, batch);
    }
    if (fault != null && fault.effect().later != null) payment.later = later(fault, order.amount(), batch.now());
  }

  private static Reason rejection(@Nullable Fault fault) {
    return fault == null ? NO_REASON : new Reason(fault.code(), "refused by the beneficiary's bank", fault.permanent());
  }

  private static @Nullable Reason refusal(Order order, Mode mode, Batch batch) throws SQLException {
    if (mode.enforcesValidUntil() && order.validUntil() != null && batch.now().isAfter(order.validUntil())) return TOO_LATE;
    var account = batch.account(order.account());
    if (account == null || !account.client.equals(order.key().client())) return NO_SUCH_ACCOUNT;
    if (!account.currency.equals(order.currency())) return OTHER_CURRENCY;
    return account.covers(order.amount()) ? null : NO_FUNDS;
  }

  /** Where the money itself moves; {@code fault} may make it move twice, in another amount, or with a charge. Never beyond the overdraft. */
  private static void execute(Payment payment, @Nullable Fault fault, Batch batch) throws SQLException {
    var order = payment.order();
    var account = batch.account(order.account());
    var effect = fault == null ? null : fault.effect();
    var amount = effect == Effect.EXECUTE_OTHER_AMOUNT ? given(fault, order.amount().add(Amounts.smallestUnit(order.currency()))) : order.amount();
    if (account == null || !account.covers(amount)) {
      payment.reject(NO_FUNDS);
      return;
    }
    int lines = effect == null ? 1 : effect.lines();
    pay(Kind.PAYMENT, payment, account, amount, lines, batch);
    payment.executions++;
    if (effect == Effect.EXECUTE_TWICE && account.covers(amount)) {
      pay(Kind.PAYMENT, payment, account, amount, lines, batch);
      payment.executions++;
    }
    var charge = effect == Effect.CHARGE ? given(fault, Amounts.smallestUnit(order.currency())) : null;
    if (charge != null && account.covers(charge)) {
      pay(Kind.CHARGE, payment, account, charge, 1, batch);
      payment.charges = charge;
    }
    payment.executedAmount = amount;
    payment.status = Status.SETTLED;
    payment.settledAt = batch.now();
    payment.reason = null;
  }

  private static void pay(Kind kind, Payment payment, Account account, BigDecimal amount, int lines, Batch batch) throws SQLException {
    var clearing = batch.clearing(account.currency);
    batch.book(new Booking(kind, account, clearing, amount, payment.key, payment.reference, Party.NOBODY, null, lines));
  }

  private static BigDecimal given(@Nullable Fault fault, BigDecimal otherwise) {
    return fault == null || fault.amount() == null ? otherwise : fault.amount().setScale(otherwise.scale(), RoundingMode.DOWN);
  }

  private static Later later(Fault fault, BigDecimal amount, Instant now) {
    var part = switch (fault.effect()) {
      case RETURN_PART_LATER -> given(fault, amount.divide(BigDecimal.TWO, amount.scale(), RoundingMode.UP));
      case RETURN_LATER -> given(fault, amount);
      default -> null;
    };
    // a hang's duration is that of the silence: the money moves soon all the same
    var after = fault.effect() == Effect.ACCEPT_THEN_HANG ? Fault.of(Effect.CONFIRM_LATE).after() : fault.after();
    return new Later(Objects.requireNonNull(fault.effect().later), now.plus(after), part, fault.reason());
  }

  /** Does what was promised for now. */
  void due(Payment payment, Batch batch) throws SQLException {
    var later = payment.later;
    if (later == null) return;
    payment.later = null;
    batch.changed(payment);
    switch (later.act()) {
      case SETTLE -> {
        // an order it had rejected is executed come what may: that is the fault
        var refusal = payment.status == Status.ACCEPTED ? refusal(payment.order(), modes.apply(payment.key.client()), batch) : null;
        if (refusal == null) execute(payment, null, batch);
        else payment.reject(refusal);
      }
      case REJECT, DISOWN -> payment.reject(new Reason("AC04", "refused by the beneficiary's bank", true));
      case CANCEL -> payment.status = Status.CANCELLED;
      case RETURN -> giveBack(payment, later.amount() == null ? payment.order().amount() : later.amount(), String.valueOf(later.reason()), batch);
    }
  }

  /** @param amount null: all that has not come back yet */
  void giveBack(Order.Key key, @Nullable String amount, String reason, Batch batch) throws SQLException {
    var payment = batch.payment(key);
    if (payment == null || payment.executions == 0) throw Problem.notFound("payment_not_found", "no payment was executed under " + key.endToEndId());
    var left = payment.executedAmount().multiply(BigDecimal.valueOf(payment.executions)).subtract(payment.returned());
    var back = amount == null ? left : Amounts.positive("amount", amount, payment.order().currency());
    if (back.signum() <= 0 || back.compareTo(left) > 0) throw new Problem(422, "too_much", "amount", "only " + left.toPlainString() + " can still come back");
    giveBack(payment, back, reason, batch);
  }

  private static void giveBack(Payment payment, BigDecimal amount, String reason, Batch batch) throws SQLException {
    var order = payment.order();
    var account = batch.account(order.account());
    if (account == null) throw new IllegalStateException(order.account() + " has vanished");
    batch.book(new Booking(Kind.RETURN, batch.clearing(order.currency()), account, amount, order.key(), payment.reference, order.creditor(), reason, 1));
    payment.returned = payment.returned().add(amount);
    batch.changed(payment);
  }

  /** Money arrives. */
  void credit(Account account, BigDecimal amount, @Nullable String reference, Party debtor, Batch batch) throws SQLException {
    var order = new Order(new Order.Key(account.client, ""), account.number, amount, account.currency, debtor, null, null, null);
    var fault = faults.ofCall(Fault.Call.CREDIT, order, "");
    batch.book(new Booking(Kind.CREDIT, batch.clearing(account.currency), account, amount, null, reference, debtor, null, fault == null ? 1 : fault.effect().lines()));
  }

  enum Cancelled { CANCELLED, TOO_LATE, REQUESTED, NOT_FOUND }

  Cancelled cancel(Order.Key key, @Nullable Fault fault, Batch batch) throws SQLException {
    var mode = modes.apply(key.client());
    boolean blocks = mode.cancelBlocksId();
    var known = batch.payment(key);
    if (known == null || !known.taken()) {
      if (!blocks) return Cancelled.NOT_FOUND;
      var payment = known == null ? batch.newPayment(key) : known;
      payment.status = Status.BLOCKED;
      payment.blocked = true;
      batch.changed(payment);
      return Cancelled.CANCELLED;
    }
    if (known.status == Status.CANCELLED) return Cancelled.CANCELLED;
    if (known.status == Status.SETTLED && mode.takesRecalls() && known.returned().compareTo(known.executedAmount()) < 0) return Cancelled.REQUESTED;
    if (known.status != Status.ACCEPTED) return Cancelled.TOO_LATE;
    batch.changed(known);
    if (fault != null && fault.effect().later == Act.CANCEL) {
      known.later = later(fault, known.order().amount(), batch.now());
      return Cancelled.REQUESTED;
    }
    known.status = Status.CANCELLED;
    known.later = null;
    known.blocked |= blocks;
    return Cancelled.CANCELLED;
  }
}
