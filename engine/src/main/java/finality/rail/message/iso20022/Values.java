package finality.rail.message.iso20022;

import finality.money.Asset;
import finality.money.Assets;
import finality.rail.message.Amount;
import finality.rail.message.Direction;
import finality.rail.message.Finding;
import finality.rail.message.MessageListener;
import finality.rail.message.code.CodeList;
import finality.rail.message.identifier.AbaNumber;
import finality.rail.message.identifier.Bic;
import finality.rail.message.identifier.Checked;
import finality.rail.message.identifier.Iban;
import finality.rail.message.identifier.Lei;
import finality.rail.message.identifier.Uetr;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The single values of a message, each checked where it is read: what is wrong with one is told with its place, and it is read as it stands where that is possible; what cannot be read is {@code null}. */
final class Values {
  /** Stands where a name must stand and nobody gave one (EPC guidelines, CBPR+). */
  static final String NOT_PROVIDED = "NOTPROVIDED";

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(\\.[0-9]{0,17})?|\\.[0-9]{1,17}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}");
  private static final Pattern BEHIND_DAY = Pattern.compile("(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?)?(Z|[-+][0-9]{2}:[0-9]{2})?");
  private static final Pattern CODE = Pattern.compile("[A-Z0-9]{4}");

  final MessageListener listener;
  final Leftovers leftovers;
  private final Ids ids = new Ids();
  private boolean full;
  private boolean zoneless;

  Values(MessageListener listener) {
    this.listener = listener;
    leftovers = new Leftovers(listener);
  }

  void error(Node at, String code, String sentence) { listener.found(Finding.error(at.position(), code, sentence)); }

  void warning(Node at, String code, String sentence) { listener.found(Finding.warning(at.position(), code, sentence)); }

  /** A message has ended: the names of the next one need not differ from those of this one. */
  void anotherMessage() {
    ids.forget();
    zoneless = false;
  }

  @Nullable String required(Node in, String... paths) {
    var text = in.text(paths);
    if (text == null) missing(in, paths[0]);
    return text;
  }

  void missing(Node in, String path) { error(in, "missing_element", in.name + " has no " + path + ", which its message definition requires."); }

  /** Whoever has a name of this kind has it alone in the message. */
  @Nullable String unique(Node in, String path) {
    var id = in.text(path);
    if (id != null && !id.equals(NOT_PROVIDED) && !ids.add(path, id)) {
      if (ids.isFull()) tooMany();
      else error(in.at(path), "duplicate_id", "\"" + Finding.shortened(id) + "\" has been given before in this message; it names one thing only.");
    }
    return id;
  }

  private void tooMany() {
    if (full) return;
    full = true;
    listener.found(Finding.note(Finding.Position.FILE, "duplicates_not_sought", "The message has more names than are remembered; duplicates are not sought from here on."));
  }

  /** A name that the debtor may have given to several payments. */
  @Nullable String endToEnd(Node in, String path) {
    var id = in.text(path);
    if (id == null || id.equals(NOT_PROVIDED)) return null;
    if (!ids.add(path, id)) {
      if (ids.isFull()) tooMany();
      else warning(in.at(path), "repeated_reference", "\"" + Finding.shortened(id) + "\" is the end-to-end id of another payment of this message too.");
    }
    return id;
  }

  /** Of a list of ISO's, or the parties' own. */
  @Nullable String code(Node in, String path) {
    var code = in.text(path + "/Cd");
    if (code != null) return code;
    var own = in.text(path + "/Prtry");
    if (own != null && CODE.matcher(own).matches()) warning(in.at(path), "odd_code", "\"" + own + "\" is proprietary and looks like a code of ISO's list; it is taken for one.");
    return own;
  }

  /** Of a list that ISO keeps outside of its message definitions, and adds to. */
  @Nullable String status(Node in, String path, CodeList list) {
    var status = in.text(path);
    if (status != null && list.find(status).isEmpty()) warning(in.at(path), "unknown_status", "\"" + Finding.shortened(status) + "\" is not in " + list.source() + "; what it says of the payment is not known here.");
    return status;
  }

  /** @param status of a payment of {@code whole}, which was refused */
  void contradicts(Node in, @Nullable String status, String whole) {
    if (status != null && !status.equals("RJCT")) error(in.at("TxSts"), "contradiction", whole + " is refused (RJCT) and this payment of it is " + Finding.shortened(status) + "; ask the bank which holds.");
  }

  @Nullable String bic(Node in, String... paths) { return identifier(in, "bic", Bic::read, Bic::value, paths); }

  @Nullable String iban(Node in, String path) { return identifier(in, "iban", Iban::read, Iban::value, path); }

  /** On a statement, where the money has moved already and banks put other numbers in this place too: what is none is only told. */
  @Nullable String statedIban(Node in, String path) {
    var node = in.at(path);
    if (node == null || node.text().isEmpty()) return null;
    if (Iban.read(node.text()) instanceof Checked.Refused<Iban>(var _, var reason)) warning(node, "invalid_iban", "\"" + Finding.shortened(node.text()) + "\" is no IBAN and was kept as another number: " + reason);
    else return iban(in, path);
    return node.text();
  }

  @Nullable String lei(Node in, String path) { return identifier(in, "lei", Lei::read, Lei::value, path); }

  /** @param once whether it may stand but once in the message */
  @Nullable String uetr(Node in, boolean once, String... paths) {
    var uetr = identifier(in, "uetr", Uetr::read, Uetr::value, paths);
    if (uetr != null && once) for (var path : paths) if (in.text(path) != null) unique(in, path);
    return uetr;
  }

  /** A bank's number in a clearing system; that of the United States has a check digit. */
  @Nullable String member(Node bank) {
    var number = bank.text("ClrSysMmbId/MmbId");
    if (number != null && "USABA".equals(bank.text("ClrSysMmbId/ClrSysId/Cd")) && AbaNumber.read(number) instanceof Checked.Refused<AbaNumber>(var _, var reason))
      error(bank.at("ClrSysMmbId/MmbId"), "invalid_member", "\"" + Finding.shortened(number) + "\": " + reason);
    return number;
  }

  private <T> @Nullable String identifier(Node in, String kind, Function<String, Checked<T>> read, Function<T, String> value, String... paths) {
    for (var path : paths) {
      var node = in.at(path);
      if (node == null || node.text().isEmpty()) continue;
      switch (read.apply(node.text())) {
        case Checked.Refused<T>(var _, var reason) -> error(node, "invalid_" + kind, "\"" + Finding.shortened(node.text()) + "\": " + reason);
        case Checked.Valid<T>(var found) -> {
          if (!value.apply(found).equals(node.text())) warning(node, "odd_identifier", "\"" + Finding.shortened(node.text()) + "\" is read as " + value.apply(found) + ".");
          return value.apply(found);
        }
      }
      return node.text();
    }
    return null;
  }

  /** The first amount at these paths; none need be there. */
  @Nullable Amount amount(Node in, String... paths) {
    for (var path : paths) {
      var node = in.at(path);
      if (node == null) continue;
      var amount = settled(node);
      var asset = amount == null ? null : Assets.find(amount.currency()).orElse(null);
      if (asset != null && amount.value().stripTrailingZeros().scale() > asset.scale())
        error(node, "too_many_decimals", amount.value().toPlainString() + " has more decimals than " + asset + ", which has " + asset.scale() + ".");
      return amount;
    }
    return null;
  }

  /** An amount that must be there and of which the one who adds up checks the decimals. */
  @Nullable Amount settled(Node in, String path) {
    var node = in.at(path);
    if (node == null) missing(in, path);
    return node == null ? null : settled(node);
  }

  @Nullable Amount settled(Node node) {
    var value = decimal(node);
    if (node.currency() == null) error(node, "missing_currency", node.name + " has no currency (Ccy).");
    else if (Assets.find(node.currency()).filter(asset -> asset.kind() == Asset.Kind.CURRENCY).isEmpty()) error(node, "unknown_currency", "\"" + Finding.shortened(node.currency()) + "\" is no currency of ISO 4217.");
    return value == null || node.currency() == null ? null : new Amount(value, node.currency());
  }

  /** An amount, sum or rate without a sign. */
  @Nullable BigDecimal decimal(@Nullable Node node) {
    if (node == null) return null;
    if (DECIMAL.matcher(node.text()).matches()) return new BigDecimal(node.text());
    error(node, "unreadable_amount", "\"" + Finding.shortened(node.text()) + "\" " + misfit(node.text()) + "; expected digits such as 1234.56. It was not read.");
    return null;
  }

  /** Why an amount is none. */
  private static String misfit(String text) {
    if (text.isEmpty()) return "is empty";
    if (text.startsWith("-") || text.startsWith("+")) return "has a sign, which amounts of ISO 20022 never have";
    if (text.indexOf(',') >= 0) return "has a comma";
    if (text.matches("[0-9]{19,}(\\.[0-9]*)?")) return "has more than 18 digits";
    if (text.matches("[0-9]*\\.[0-9]{18,}")) return "has more than 17 decimals";
    if (text.matches("[0-9.]+[eE][-+]?[0-9]+")) return "has an exponent";
    return "is no number as messages write it";
  }

  /** Of CdtDbtInd, which must be there. */
  @Nullable Direction direction(Node in) {
    return switch (required(in, "CdtDbtInd")) {
      case "CRDT" -> Direction.CREDIT;
      case "DBIT" -> Direction.DEBIT;
      case null -> null;
      case String word -> {
        error(in.at("CdtDbtInd"), "unknown_code", "CdtDbtInd is \"" + Finding.shortened(word) + "\"; expected CRDT or DBIT.");
        yield null;
      }
    };
  }

  @Nullable Long count(@Nullable Node node) {
    if (node == null) return null;
    if (COUNT.matcher(node.text()).matches()) return Long.parseLong(node.text());
    error(node, "unreadable_number", "\"" + Finding.shortened(node.text()) + "\" is no number of at most 15 digits.");
    return null;
  }

  /** The sender's own day, whatever the time and zone behind it; where these should not be, that is told. */
  @Nullable LocalDate date(Node in, String... paths) {
    for (var path : paths) {
      var node = in.at(path);
      if (node == null) continue;
      var text = node.text("", "Dt", "DtTm");
      if (text == null) {
        error(node, "impossible_date", node.name + " is empty and says no date.");
        return null;
      }
      try {
        if (text.length() > 10) expectDay(node, text);
        return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
      } catch (DateTimeException _) {
        error(node, "impossible_date", "\"" + Finding.shortened(text) + "\" is not a date.");
        return null;
      }
    }
    return null;
  }

  private void expectDay(Node node, String text) {
    if (!BEHIND_DAY.matcher(text.substring(10)).matches()) throw new DateTimeException("neither time nor zone");
    if (node.text("", "Dt") != null) warning(node, "odd_date", "\"" + Finding.shortened(text) + "\" stands where a date is expected; it was read as " + text.substring(0, 10) + ".");
  }

  /** A time without a zone is taken as UTC, which is told once in a message. */
  @Nullable OffsetDateTime instant(Node in, String path) {
    var text = in.text(path);
    if (text == null) return null;
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException _) {
      try {
        var time = LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
        if (!zoneless) listener.found(Finding.note(in.at(path).position(), "missing_zone", "\"" + Finding.shortened(text) + "\" has no zone; it and others of this message are read as UTC."));
        zoneless = true;
        return time;
      } catch (DateTimeException _) {
        error(in.at(path), "impossible_date", "\"" + Finding.shortened(text) + "\" is not a date with a time.");
        return null;
      }
    }
  }

  static boolean isTrue(@Nullable String text) { return "true".equals(text) || "1".equals(text); }

  static boolean isFalse(@Nullable String text) { return "false".equals(text) || "0".equals(text); }
}
