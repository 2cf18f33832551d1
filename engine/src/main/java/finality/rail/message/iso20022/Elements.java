package finality.rail.message.iso20022;

import finality.money.Asset;
import finality.money.Assets;
import finality.rail.message.Amount;
import finality.rail.message.CharacterSet;
import finality.rail.message.Unwritable;
import finality.rail.message.identifier.Bic;
import finality.rail.message.identifier.Checked;
import finality.rail.message.identifier.Iban;
import finality.rail.message.identifier.IdRule;
import finality.rail.message.identifier.Lei;
import finality.rail.message.identifier.Uetr;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Elements as they are written, each value held against its type and the profile; what is not allowed is {@link Unwritable} with the path of its element. A value that is {@code null} has no element, and an
 * element around nothing is not written: the writers read like the message definitions.
 */
final class Elements {
  /** Elements nearer to the root than this stand on lines of their own, so that a finding's line says something. */
  private static final int LINES = 5;
  private static final Pattern CODE = Pattern.compile("[A-Z0-9]{4}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final int MOST_DIGITS = 18;
  private static final int MOST_DECIMALS = 5;
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  final Profile profile;
  private final XMLStreamWriter xml;
  private final List<String> path = new ArrayList<>();
  private int opened;
  private int envelopes;
  private @Nullable String namespace;

  Elements(OutputStream out, Profile profile) throws IOException {
    this.profile = profile;
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(new BufferedOutputStream(out, 1 << 15), "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  // ── elements ───────────────────────────────────────────────────────────────────────────────────────────

  /** Opens an element that stays open; refusals name what is within it. */
  void begin(String name, @Nullable String namespace) {
    this.namespace = namespace;
    path.add(name);
    start();
    envelopes = path.size();
  }

  void end() {
    close();
    envelopes = path.size();
  }

  void in(String name, Runnable content) {
    path.add(name);
    content.run();
    close();
  }

  /** An element that is written even around nothing. */
  void always(String name, Runnable content) {
    path.add(name);
    start();
    content.run();
    close();
  }

  private void close() {
    try {
      if (opened == path.size()) {
        if (opened < LINES) line(opened - 1);
        xml.writeEndElement();
        opened--;
      }
      path.removeLast();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  void finish() {
    try {
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private void start() {
    try {
      while (opened < path.size()) {
        if (opened < LINES) line(opened);
        xml.writeStartElement(path.get(opened++));
        if (namespace != null) xml.writeDefaultNamespace(namespace);
        namespace = null;
      }
    } catch (XMLStreamException e) {
      throw broken(e);
    }
  }

  private void line(int depth) throws XMLStreamException { xml.writeCharacters("\n" + "  ".repeat(depth)); }

  /** A text that needs no checking, because the writer has made it so. */
  void put(String name, String text) { leaf(name, text, null); }

  private void leaf(String name, String text, @Nullable String currency) {
    path.add(name);
    start();
    try {
      if (currency != null) xml.writeAttribute("Ccy", currency);
      xml.writeCharacters(text);
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw broken(e);
    }
    opened--;
    path.removeLast();
  }

  /** Runs what writes elements. */
  static void written(Runnable part) throws IOException {
    try {
      part.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static UncheckedIOException broken(XMLStreamException e) {
    return new UncheckedIOException(e.getNestedException() instanceof IOException io ? io : new IOException(e));
  }

  // ── refusals ───────────────────────────────────────────────────────────────────────────────────────────

  /** @param name of the element below where this stands */
  Unwritable refused(String name, String code, String sentence) {
    var steps = new ArrayList<>(path.subList(Math.min(envelopes, path.size()), path.size()));
    if (!name.isEmpty()) steps.add(name);
    return new Unwritable(String.join("/", steps), code, sentence);
  }

  /** @throws Unwritable when it is missing */
  <T> T required(String name, @Nullable T value) {
    if (value == null) throw refused(name, "missing", "is missing; " + rules() + " requires it.");
    return value;
  }

  /** @throws Unwritable when it is there */
  void none(String name, @Nullable Object value, String why) { if (value != null && !(value instanceof List<?> list && list.isEmpty())) throw refused(name, "not_carried", "cannot be written: " + why); }

  String rules() { return profile == Profile.ISO ? "the message definition" : profile == Profile.CBPR ? "CBPR+" : "the SEPA rulebook"; }

  // ── values ─────────────────────────────────────────────────────────────────────────────────────────────

  /** A reference or number: nothing of it may change on the way. */
  void id(String name, @Nullable String value, int most) {
    if (value == null) return;
    checked(name, value, most, profile.references());
    if (profile == Profile.SEPA) taken(name, value, IdRule.SEPA);
    leaf(name, value, null);
  }

  /** @throws Unwritable when the network would not take this id */
  void taken(String name, String id, IdRule rule) { rule.refusal(id).ifPresent(why -> { throw refused(name, why.code(), "\"" + id + "\": " + why.reason()); }); }

  /** A name, an address, what people write. */
  void text(String name, @Nullable String value, int most) {
    if (value == null) return;
    checked(name, value, most, profile.texts());
    leaf(name, value, null);
  }

  private void checked(String name, String value, int most, @Nullable CharacterSet set) {
    int length = value.length();   // some count a character beyond the basic plane as one, some as two
    if (length == 0) throw refused(name, "empty", "is empty; leave it out or say something.");
    if (length > most) throw refused(name, "too_long", "has " + length + " characters, " + rules() + " allows " + most + ".");
    if (Character.isWhitespace(value.charAt(0)) || Character.isWhitespace(value.charAt(value.length() - 1)) || value.isBlank()) throw refused(name, "blank_ends", "\"" + value + "\" begins or ends with a blank, which readers take away.");
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      int c = value.codePointAt(i);
      if (c < 0x20 || c >= 0x7F && c <= 0x9F || c >= 0xD800 && c <= 0xDFFF || (c & 0xFFFE) == 0xFFFE) throw refused(name, "character", "has the character U+%04X at place %d, which is no text.".formatted(c, i + 1));
    }
    if (set != null) set.misfit(value).ifPresent(misfit -> { throw refused(name, "character", "\"" + value + "\": " + misfit + ", in which " + rules() + " writes it."); });
  }

  /** One of these words. */
  void word(String name, @Nullable String value, List<String> words) {
    if (value == null) return;
    if (!words.contains(value)) throw refused(name, "unknown_code", "\"" + value + "\" is none of " + String.join(", ", words) + ".");
    leaf(name, value, null);
  }

  /** A code of one of ISO's external lists. */
  void code(String name, @Nullable String value, int most) { id(name, value, most); }

  /** Cd, where it looks like a code of ISO's list, or Prtry. */
  void choice(String name, @Nullable String value, Pattern listed) { if (value != null) in(name, () -> id(listed.matcher(value).matches() ? "Cd" : "Prtry", value, 35)); }

  void choice(String name, @Nullable String value) { choice(name, value, CODE); }

  void country(String name, @Nullable String value) {
    if (value == null) return;
    if (!COUNTRY.matcher(value).matches()) throw refused(name, "country", "\"" + value + "\" is not a country code of two capitals.");
    leaf(name, value, null);
  }

  void bic(String name, @Nullable String value) { identifier(name, value, Bic::read, Bic::value); }

  void iban(String name, String value) { identifier(name, value, Iban::read, Iban::value); }

  void lei(String name, @Nullable String value) { identifier(name, value, Lei::read, Lei::value); }

  void uetr(String name, @Nullable String value) { identifier(name, value, Uetr::read, Uetr::value); }

  private <T> void identifier(String name, @Nullable String value, Function<String, Checked<T>> read, Function<T, String> canonical) {
    if (value == null) return;
    switch (read.apply(value)) {
      case Checked.Refused<T>(var code, var reason) -> throw refused(name, code, "\"" + value + "\": " + reason);
      case Checked.Valid<T>(var found) -> {
        if (!canonical.apply(found).equals(value)) throw refused(name, "wrong_form", "\"" + value + "\" is written " + canonical.apply(found) + ".");
      }
    }
    leaf(name, value, null);
  }

  /** With no more decimals than the currency has, and 18 digits. */
  void amount(String name, @Nullable Amount amount) {
    if (amount == null) return;
    var asset = Assets.find(amount.currency()).filter(found -> found.kind() == Asset.Kind.CURRENCY);
    if (asset.isEmpty()) throw refused(name, "unknown_currency", "\"" + amount.currency() + "\" is no currency of ISO 4217.");
    if (amount.value().scale() > asset.get().scale()) throw refused(name, "too_many_decimals", amount + " has " + amount.value().scale() + " decimals, " + amount.currency() + " has " + asset.get().scale() + ".");
    anyAmount(name, amount);
  }

  /** What the schema takes, whatever the currency: three capitals, no sign, 18 digits, five of them decimals. */
  void anyAmount(String name, Amount amount) {
    capitals(name, amount.currency());
    var value = amount.value().scale() > MOST_DECIMALS ? amount.value().stripTrailingZeros() : amount.value();
    if (value.signum() < 0) throw refused(name, "negative", amount + " is negative.");
    if (value.scale() > MOST_DECIMALS) throw refused(name, "too_many_decimals", amount + " has more than " + MOST_DECIMALS + " decimals.");
    if (digits(value) > MOST_DIGITS) throw refused(name, "too_large", amount + " has more than " + MOST_DIGITS + " digits.");
    leaf(name, value.toPlainString(), amount.currency());
  }

  void currency(String name, @Nullable String code) {
    if (code == null) return;
    capitals(name, code);
    leaf(name, code, null);
  }

  private void capitals(String name, String code) { if (!CURRENCY.matcher(code).matches()) throw refused(name, "unknown_currency", "\"" + code + "\" is no currency; expected three capital letters."); }

  /** Of a number written without an exponent. */
  static long digits(BigDecimal number) { return Math.max(number.precision() - Math.min(0L, number.scale()), number.scale()); }

  /** @param digits altogether, {@code decimals} of them behind the point */
  void number(String name, @Nullable BigDecimal value, int digits, int decimals) {
    if (value == null) return;
    if (value.signum() < 0 || value.scale() > decimals || digits(value) > digits)
      throw refused(name, "number", value + " has a sign, more than " + digits + " digits or more than " + decimals + " decimals.");
    leaf(name, value.toPlainString(), null);
  }

  void count(String name, @Nullable Long value) {
    if (value == null) return;
    if (value < 0 || value > 999_999_999_999_999L) throw refused(name, "number", value + " is negative or has more than 15 digits.");
    leaf(name, value.toString(), null);
  }

  void flag(String name, boolean value) { leaf(name, Boolean.toString(value), null); }

  void date(String name, @Nullable LocalDate value) {
    if (value == null) return;
    if (value.getYear() < 1 || value.getYear() > 9999) throw refused(name, "date", value + " has no year of four digits.");
    leaf(name, value.toString(), null);
  }

  /** In whole seconds, with their zone: {@code toString} would leave out seconds that are zero, and the schema wants them. */
  void instant(String name, @Nullable OffsetDateTime value) {
    if (value == null) return;
    if (value.getYear() < 1 || value.getYear() > 9999 || value.getOffset().getTotalSeconds() % 60 != 0 || Math.abs(value.getOffset().getTotalSeconds()) > 14 * 3600)
      throw refused(name, "date", value + " has no year of four digits, or no zone of whole minutes within 14 hours.");
    leaf(name, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value.truncatedTo(ChronoUnit.SECONDS)), null);
  }
}
