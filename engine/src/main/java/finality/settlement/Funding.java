package finality.settlement;

import finality.ledger.Posting;
import finality.screening.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.function.LongPredicate;

/** Takes what waits as far as it can go now: validated afresh, funded, and its intent written when its connection has room. */
final class Funding {

  /** A sender's lease covers its longest waits, for its turn and then for the answer, and this much for everything around them. */
  private static final Duration AROUND_A_SEND = Duration.ofSeconds(30);

  private static final Bookings.Receivables NO_LATE_PAYMENT = account -> { throw new IllegalStateException("funding pays nothing late"); };

  private final Lifecycle lifecycle;
  /** Accounts switched off, or whose owner owes. */
  private final LongPredicate stopped;
  /** Accounts switched off: who owes may still be paid. */
  private final LongPredicate inactive;

  Funding(Lifecycle lifecycle, LongPredicate stopped, LongPredicate inactive) {
    this.lifecycle = lifecycle;
    this.stopped = stopped;
    this.inactive = inactive;
  }

  /** The accounts {@link #advance} may have to look at. */
  static void accounts(Item item, Set<Long> accounts) {
    var i = item.instruction;
    accounts.add(i.debtor());
    accounts.add(i.destination());
    if (i.transit() != null) accounts.add(i.transit());
  }

  /** In this order: first come, first served within a priority. */
  void advance(Collection<Item> items, Lane lane, Posting posting, Clearance.Batch screened, Instant now) {
    for (var item : items) {
      advance(item, lane, posting, screened, now);
      Bookings.book(item, NO_LATE_PAYMENT, posting);
      screened.count(item);
    }
  }

  private void advance(Item item, Lane lane, Posting posting, Clearance.Batch screened, Instant now) {
    var i = item.instruction;
    if (i.isRecall()) {
      item.take(Recall.ask(item.life(), now));
      return;
    }
    if (item.state() == State.LOCKED) {
      if (stopped.test(i.debtor()) || inactive.test(i.destination())) item.take(lifecycle.again(item.life(), "account_stopped", now));
      else if (lane.reserve(i.tenant())) intend(item, lane, now);
      return;
    }
    if (item.state() == State.PENDING && !passes(item, screened.of(item))) return;   // also what begins later: a person has the time until then
    var begins = i.requestedDate() == null ? Instant.MIN : i.requestedDate().atStartOfDay(ZoneOffset.UTC).toInstant();
    if (begins.isAfter(now)) {
      item.take(lifecycle.queue(item.life(), "requested_date", begins));   // again, when somebody made it due now: no window is opened
      return;
    }
    boolean mustQueue = item.before == null && lane.backlog();   // nobody overtakes what already waits
    if (!i.isBook() && (mustQueue || !lane.reserve(i.tenant()))) return;   // stays as it is, due now: the lane takes it up when it has room
    if (item.state() == State.QUEUED) item.take(lifecycle.again(item.life(), "due", now));
    boolean sends = fund(item, posting, screened, now);
    if (sends) intend(item, lane, now);
    else if (!i.isBook()) lane.release();
  }

  /** @return whether it may be sent now */
  private boolean fund(Item item, Posting posting, Clearance.Batch screened, Instant now) {
    var i = item.instruction;
    if (!passes(item, screened.of(item)) || !passes(item, screened.today(item))) return false;
    var amount = i.amount().amount();
    if (stopped.test(i.debtor())) {
      item.take(lifecycle.refuse(item.life(), "debtor_account_stopped"));
    } else if (inactive.test(i.destination())) {
      item.take(lifecycle.refuse(item.life(), "destination_account_inactive"));
    } else if (!posting.covers(i.debtor(), amount)) {
      item.take(lifecycle.fund(item.life(), Lifecycle.Funding.DEBTOR_SHORT, now));
    } else if (i.isBook()) {
      item.take(lifecycle.book(item.life()));
    } else if (!posting.covers(i.destination(), amount)) {
      item.take(lifecycle.fund(item.life(), Lifecycle.Funding.NOSTRO_SHORT, now));
    } else {
      item.take(lifecycle.fund(item.life(), Lifecycle.Funding.FITS, now));
      return true;
    }
    return false;
  }

  /** Otherwise it has failed, or waits for a person. */
  private boolean passes(Item item, Verdict verdict) {
    switch (verdict) {
      case Verdict.Blocked(var code, _, var why) -> item.take(lifecycle.refuse(item.life(), code), Clearance.evidence(why));
      case Verdict.NeedsApproval(var code, var why) -> item.take(lifecycle.hold(item.life(), code), Clearance.evidence(why));
      case Verdict.Clear _ -> { return true; }
    }
    return false;
  }

  private void intend(Item item, Lane lane, Instant now) {
    if (!lifecycle.mayIntend(item.life(), lane.profile())) throw new IllegalStateException(item.instruction.id() + " may not be sent: " + item.life());
    item.take(lifecycle.intend(item.life(), lane.profile(), now, lease(lane, now)));
    item.intends();
  }

  static Instant lease(Lane lane, Instant now) { return now.plusMillis(2 * lane.profile().orderTimeout().toMillis() + AROUND_A_SEND.toMillis()); }
}
