package finality.cli;

import finality.matching.Item;
import finality.matching.References;
import finality.matching.Standing;
import finality.money.Assets;
import finality.money.Money;
import finality.rail.message.Detail;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Severity;
import finality.rail.message.Footing;
import finality.rail.message.Format;
import finality.rail.message.MessageListener;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bank's statement as one side of a comparison: each line an item, a collective booking too, since that is what the account shows. Nothing is compared with a
 * statement that has errors, unless that was asked for.
 */
final class MatchStatement implements MessageListener {
  private static final int SHOWN = 20;
  private static final String AMBIGUOUS = "";

  private final String file;
  /** ISO's NtryRef is the bank's number of the entry, and no reference of the account's holder. */
  private final boolean iso;
  private final @Nullable String chosen;
  private final List<Item> items = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> accounts = new LinkedHashSet<>();
  private final Map<String, String> batches = new HashMap<>();
  private final List<String> wrongs = new ArrayList<>();
  private boolean listening;
  private int zeros;

  private MatchStatement(String file, boolean iso, @Nullable String chosen) {
    this.file = file;
    this.iso = iso;
    this.chosen = chosen;
  }

  /**
   * @param account whose lines are asked for; {@code null}: there is one only
   * @param despiteFindings to go on although the statement has errors
   * @throws Stop 65 when it has errors, or is of several accounts, or not of that one
   */
  static MatchSide read(String file, InputStream in, Format format, @Nullable String account, boolean despiteFindings, PrintStream err) throws IOException {
    var statement = new MatchStatement(file, format.word().startsWith("camt"), account == null ? null : plain(account));
    var footing = new Footing(statement);
    format.read(in, footing);
    if (footing.statements().isEmpty() && !footing.hasErrors()) throw Stop.unreadable(file + " is " + format.word() + " and holds no statement of an account; expected a statement, CSV or JSON.");
    statement.tell(footing.findings(), despiteFindings, err);
    statement.checkAccount();
    statement.batches.values().removeIf(AMBIGUOUS::equals);
    return new MatchSide(statement.items, statement.batches);
  }

  // ── as it is read ──────────────────────────────────────────────────────────────────────────────────────

  @Override public void begun(StatementHeader header) {
    var account = plain(header.account());
    accounts.add(account);
    listening = chosen == null ? accounts.size() == 1 : chosen.equals(account);
  }

  private static String plain(String account) { return account.replace(" ", "").toUpperCase(Locale.ROOT); }

  @Override public void line(StatementLine line) {
    if (!listening) return;
    var asset = Assets.find(line.currency());
    if (line.amount().signum() == 0) zeros++;
    else if (asset.isEmpty()) wrongs.add(line.position() + ": the currency \"" + line.currency() + "\" is not known");
    else {
      try {
        items.add(item(line, new Money(line.amount(), asset.get())));
      } catch (IllegalArgumentException e) {
        wrongs.add(line.position() + ": " + e.getMessage());
      }
    }
  }

  private Item item(StatementLine line, Money amount) {
    var detail = line.details().size() == 1 ? line.detail() : Detail.NONE;
    boolean named = iso || detail.endToEndId() != null;
    var holders = orNone(line.reference());
    var bank = Stream.of(line.bankReference(), detail.bankReference(), detail.uetr()).filter(Objects::nonNull).findFirst().orElse("");
    var said = new References(named ? orNone(detail.endToEndId()) : holders, bank, batchId(line));
    var id = id(said.bank(), line.position());
    var references = line.details().size() < 2 ? said : new References(said.own(), said.bank(), batch(line, said.batch().isEmpty() ? id : said.batch()));
    var text = Stream.of(detail.remittance(), detail.creditorReference(), line.text(), detail.text(), named ? holders : null, detail.returnReason()).filter(t -> t != null && !t.isEmpty()).toList();
    return new Item(id, amount, line.direction() == Direction.CREDIT ? finality.matching.Direction.CREDIT : finality.matching.Direction.DEBIT, line.valueDate(),
        Objects.requireNonNullElse(line.bookingDate(), line.valueDate()), references, counterparty(line), String.join(" ", text).replace('\n', ' '), line.booked() ? Standing.FINAL : Standing.PENDING);
  }

  private static String orNone(@Nullable String reference) { return Objects.requireNonNullElse(reference, ""); }

  private String id(String bankReference, Finding.Position position) {
    var id = bankReference.isEmpty() ? "LINE-" + position.line() : bankReference;
    var unique = id;
    for (int n = 2; !ids.add(unique); n++) unique = id + "#" + n;
    return unique;
  }

  /** As the bank calls the batch that the line is of: the group of orders (PmtInfId), or the file that they came in (MsgId); empty: it does not. */
  private static String batchId(StatementLine line) {
    var batch = line.batch();
    var ofLine = batch == null ? null : batch.batchId() != null ? batch.batchId() : batch.messageId();
    var all = ofLine != null ? List.of(ofLine) : line.details().stream().map(detail -> orNone(detail.references().batchId())).distinct().toList();
    return all.size() == 1 ? all.getFirst() : "";
  }

  /** The payments of a collective booking are noted as of this batch. */
  private String batch(StatementLine line, String batch) {
    for (var detail : line.details()) {
      var own = References.own(orNone(detail.endToEndId())).own();
      if (!own.isEmpty()) batches.merge(own, batch, (one, other) -> one.equals(other) ? one : AMBIGUOUS);
    }
    return batch;
  }

  /** The one there is; of several none. */
  private static String counterparty(StatementLine line) {
    var names = line.details().stream().map(Detail::counterparty).distinct().toList();
    return names.size() == 1 && names.getFirst() instanceof String name ? name : "";
  }

  // ── afterwards ─────────────────────────────────────────────────────────────────────────────────────────

  private void tell(List<Finding> findings, boolean despite, PrintStream err) {
    var errors = new ArrayList<>(findings.stream().filter(f -> f.severity() == Severity.ERROR).map(Finding::toString).toList());
    wrongs.forEach(wrong -> errors.add("error: " + wrong));
    errors.stream().limit(SHOWN).forEach(error -> err.println(file + " " + error));
    if (errors.size() > SHOWN) err.println("… and " + (errors.size() - SHOWN) + " more; ./finality inspect " + file + " shows them");
    if (!errors.isEmpty() && !despite)
      throw Stop.unreadable(file + " has " + (errors.size() == 1 ? "an error" : errors.size() + " errors") + "; nothing was compared. Ask the bank for a right one, or compare what can be read with --despite-findings.");
    long others = findings.stream().filter(f -> f.severity() != Severity.ERROR).count();
    if (others > 0) err.println(file + ": " + (others == 1 ? "one finding does" : others + " findings do") + " not keep it from being compared; ./finality inspect " + file + " shows " + (others == 1 ? "it." : "them."));
    if (zeros > 0) err.println(file + ": " + (zeros == 1 ? "a line" : zeros + " lines") + " of 0 moved no money and " + (zeros == 1 ? "is" : "are") + " not compared.");
  }

  private void checkAccount() {
    if (chosen != null && !accounts.contains(chosen)) throw Stop.unreadable(file + " is not of account " + chosen + " but of " + String.join(", ", accounts) + "; choose with --account.");
    if (chosen == null && accounts.size() > 1) throw Stop.unreadable(file + " is of " + accounts.size() + " accounts: " + String.join(", ", accounts) + "; choose one with --account.");
  }
}
