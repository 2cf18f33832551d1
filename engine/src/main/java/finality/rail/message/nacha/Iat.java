package finality.rail.message.nacha;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Party;
import finality.rail.message.Side;
import finality.rail.message.nacha.AchEntry.Addendum;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parties and banks of an IAT entry, which stand in its addenda 10 to 18. */
final class Iat {
  private Iat() {}

  static Side originator(AchBatch batch, AchEntry entry) {
    var street = entry.first("11");
    var place = entry.first("12");
    return new Side(party(street.field(4, 38), address(street.field(39, 73), place.field(4, 38), place.field(39, 73)), batch.companyId()), null, bank(entry.first("13")), null);
  }

  static Side receiver(AchEntry entry, @Nullable Account account) {
    var street = entry.first("15");
    var place = entry.first("16");
    return new Side(party(entry.first("10").field(47, 81), address(street.field(19, 53), place.field(4, 38), place.field(39, 73)), street.field(4, 18)), account, bank(entry.first("14")), null);
  }

  static List<Agent> correspondents(AchEntry entry) {
    var banks = new ArrayList<Agent>();
    for (var addendum : entry.addenda()) {
      var bank = addendum.type().equals("18") ? bank(addendum) : null;
      if (bank != null) banks.add(bank);
    }
    return banks;
  }

  private static Party party(String name, @Nullable Address address, String id) { return new Party(Items.orNull(name), address, null, null, Items.orNull(id), id.isEmpty() ? null : Items.ID_SCHEME); }

  /** Town and subdivision, country and post code are written with a star between and a stroke at the end: {@code JACOBSTOWN*PA\}. */
  private static @Nullable Address address(String street, String place, String country) {
    var town = parts(place);
    var land = parts(country);
    if (street.isEmpty() && place.isEmpty() && country.isEmpty()) return null;
    return new Address(Items.orNull(street), null, Items.orNull(land[1]), Items.orNull(town[0]), Items.orNull(town[1]), Items.orNull(land[0]), List.of());
  }

  private static String[] parts(String text) {
    var plain = text.endsWith("\\") ? text.substring(0, text.length() - 1) : text;
    int star = plain.indexOf('*');
    return star < 0 ? new String[] {plain.strip(), ""} : new String[] {plain.substring(0, star).strip(), plain.substring(star + 1).strip()};
  }

  private static @Nullable Agent bank(Addendum addendum) {
    var name = Items.orNull(addendum.field(4, 38));
    var number = Items.orNull(addendum.field(41, 74));
    var country = Items.orNull(addendum.field(75, 77));
    if (name == null && number == null && country == null) return null;
    var address = country == null ? null : new Address(null, null, null, null, null, country, List.of());
    return switch (addendum.field(39, 40)) {
      case "02" -> new Agent(number, null, null, null, name, address, null);
      case "03" -> new Agent(null, null, null, null, name, address, number == null ? null : Account.iban(number));
      default -> new Agent(null, number, number != null && "US".equals(country) ? Items.CLEARING : null, null, name, address, null);
    };
  }
}
