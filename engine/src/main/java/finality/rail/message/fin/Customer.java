package finality.rail.message.fin;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.CharacterSet;
import finality.rail.message.Finding;
import finality.rail.message.MessageListener;
import finality.rail.message.Party;
import finality.rail.message.Side;
import finality.rail.message.Unwritable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of customers, 50a and 59a: option A an account and a BIC, F numbered lines (1 name, 2 street, 3 country and town, 6 and 7 numbers of the party), K or none name and address as they come. */
final class Customer {
  /** What CBPR+ writes where 50F must name an account and there is none. */
  private static final String NO_ACCOUNT = "NOTPROVIDED";

  private Customer() {}

  static Side read(Field field, MessageListener listener) {
    var lines = new ArrayList<>(field.lines());
    Account account = null;
    if (lines.getFirst().startsWith("/")) {
      var number = lines.removeFirst().substring(1);
      if (!number.isBlank() && !number.equals(NO_ACCOUNT)) account = Institution.account(number);
    }
    lines.removeIf(String::isBlank);
    if (lines.isEmpty()) return new Side(null, account, null, null);
    return switch (field.option()) {
      case "A" -> new Side(new Party(null, null, lines.getFirst().strip(), null, null, null), account, null, null);
      case "F" -> new Side(numbered(field, lines, listener), account, null, null);
      default -> new Side(new Party(lines.getFirst(), lines.size() == 1 ? null : Address.of(lines.subList(1, lines.size())), null, null, null, null), account, null, null);
    };
  }

  private static Party numbered(Field field, List<String> lines, MessageListener listener) {
    String id = null, scheme = null;
    if (!lines.getFirst().matches("[1-8]/.*") && lines.getFirst().matches("[A-Z]{4}/.+")) {
      scheme = lines.getFirst().substring(0, 4);
      id = lines.removeFirst().substring(5);
    }
    var parts = new TreeMap<Character, List<String>>();
    char last = '1';
    for (var line : lines) {
      boolean marked = line.matches("[1-8]/.*");
      if (!marked)
        listener.found(Finding.warning(field.position(), "odd_line", "\"" + line + "\" has no number such as 1/ in front and was read as more of the line before."));
      last = marked ? line.charAt(0) : last;
      parts.computeIfAbsent(last, _ -> new ArrayList<>()).add(marked ? line : last + "/" + line);
    }
    if (parts.containsKey('6') && id == null) {
      scheme = "CUST";
      id = text(parts.get('6'));
    } else if (parts.containsKey('7') && id == null) {
      scheme = "NIDN";
      id = text(parts.get('7'));
    }
    for (char number : parts.keySet()) {
      boolean read = number <= '3' || number == '6' && "CUST".equals(scheme) || number == '7' && "NIDN".equals(scheme);
      if (!read)
        listener.found(Finding.note(field.position(), "stepped_over", "\"" + parts.get(number).getFirst() + "\" (" + (number == '4' ? "date of birth" : number == '5' ? "place of birth" : "more of the party") + ") was stepped over."));
    }
    return new Party(parts.containsKey('1') ? text(parts.get('1')) : null, address(parts.containsKey('2') ? text(parts.get('2')) : null, parts.containsKey('3') ? text(parts.get('3')) : null), null, null, id, scheme);
  }

  private static String text(List<String> lines) { return Lines.unwrap(lines, 2).substring(2); }

  /** @param place {@code DE/Berlin,10115} */
  private static @Nullable Address address(@Nullable String street, @Nullable String place) {
    if (street == null && place == null) return null;
    if (place == null) return new Address(street, null, null, null, null, null, List.of());
    int slash = place.indexOf('/');
    var country = slash == 2 ? place.substring(0, 2) : slash < 0 && place.length() == 2 ? place : null;
    var town = country == null ? place : slash < 0 ? "" : place.substring(3);
    int comma = town.lastIndexOf(',');
    boolean postCode = comma > 0 && town.substring(comma + 1).matches(".*[0-9].*");
    return new Address(street, null, postCode ? town.substring(comma + 1).strip() : null, town.isEmpty() ? null : postCode ? town.substring(0, comma) : town, null, country, List.of());
  }

  /** @param number {@code 50} or {@code 59}. @throws Unwritable when the field cannot say it */
  static Field write(String number, @Nullable Side side) {
    var field = ":" + number + "a:";
    if (side == null || side.party() == null) throw new Unwritable(field, "missing_party", "The message must say who that is.");
    var party = side.party();
    if (side.ultimate() != null) throw new Unwritable(field, "ultimate_party", "FIN has no field for the ultimate debtor or creditor, here " + side.ultimate().name() + ".");
    if (party.lei() != null) throw new Unwritable(field, "lei", "FIN has no place for a customer's LEI.");
    if (party.bic() != null && (party.name() != null || party.address() != null || party.id() != null))
      throw new Unwritable(field, "bic", "FIN names a customer by his BIC alone or by name, address and number, not by both; here he has the BIC " + party.bic() + " too.");
    var lines = new ArrayList<String>();
    if (side.account() != null) lines.add("/" + side.account().number());
    if (party.bic() != null) {
      lines.add(party.bic());
      return new Field(number + "A", lines, 0);
    }
    if (party.name() == null) throw new Unwritable(field, "missing_name", "The party has neither a name nor a BIC.");
    var address = party.address();
    boolean structured = address != null && address.town() != null && address.country() != null || party.id() != null && number.equals("50");
    if (structured) return numbered(number, side, party);
    if (party.id() != null) throw new Unwritable(field, "party_id", "Field 59 has no place for a number of the party that is no account.");
    lines.addAll(Institution.nameAndAddress(number + "a", party.name(), address));
    return new Field(number.equals("50") ? "50K" : "59", lines, 0);
  }

  private static Field numbered(String number, Side side, Party party) {
    var field = ":" + number + "F:";
    var lines = new ArrayList<String>();
    boolean inFirst = party.id() != null && side.account() == null;
    if (inFirst) lines.add(party.idScheme() + "/" + party.id());
    else if (side.account() != null || number.equals("50")) lines.add("/" + (side.account() == null ? NO_ACCOUNT : side.account().number()));
    var numbered = new ArrayList<>(part('1', party.name() == null ? "" : party.name(), field));
    if (party.address() != null) address(party.address(), field, numbered);
    if (party.id() != null && !inFirst) numbered.addAll(part(switch (party.idScheme() == null ? "" : party.idScheme()) {
      case "CUST" -> '6';
      case "NIDN" -> '7';
      default -> throw new Unwritable(field, "party_id", "Beside an account only a customer's number (CUST) or a national one (NIDN) has a place, not " + party.idScheme() + ".");
    }, party.id(), field));
    if (numbered.size() > 4) throw new Unwritable(field, "too_long", "Name, address and numbers need " + numbered.size() + " lines; the field has 4.");
    lines.addAll(numbered);
    return new Field(number + "F", lines, 0);
  }

  private static void address(Address address, String field, List<String> lines) {
    if (address.subdivision() != null) throw new Unwritable(field, "address", "FIN has no line for the part of the country, " + address.subdivision() + ".");
    var street = new ArrayList<String>();
    if (address.street() != null) street.add(address.building() == null ? address.street() : address.street() + " " + address.building());
    street.addAll(address.lines());
    if (!street.isEmpty()) lines.addAll(part('2', String.join(", ", street), field));
    if (address.country() != null)
      lines.addAll(part('3', address.country() + (address.town() == null ? "" : "/" + address.town() + (address.postCode() == null ? "" : "," + address.postCode())), field));
  }

  private static List<String> part(char number, String text, String field) {
    return Lines.wrap(CharacterSet.FIN_X.transliterated(text).strip(), number + "/", number + "/", 4, field);
  }
}
