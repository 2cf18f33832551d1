package finality.rail.message.nacha;

import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Party;
import finality.rail.message.Side;
import finality.rail.message.nacha.AchEntry.Addendum;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addenda 10 to 16 and 18 of an IAT entry from the two sides of a payment: the other way round of {@link Iat}. */
final class IatAddenda {
  private IatAddenda() {}

  /** @param kind transaction type ({@code ANN}, {@code BUS}, {@code SAL}); {@code null}: {@code MIS} */
  static List<Addendum> of(Side originator, Side receiver, @Nullable String kind, BigDecimal amount) {
    var from = party(originator, "originator");
    var to = party(receiver, "receiver");
    return List.of(
        text(new Row("addendum 10", "710").needed("transaction type", kind == null ? "MIS" : kind, 3).amount("foreign amount", amount, 18).blank(22).needed("receiver's name", to.name(), 35).blank(6 + 7)),
        text(new Row("addendum 11", "711").needed("originator's name", from.name(), 35).needed("originator's street", street(from, "originator"), 35).blank(14 + 7)),
        text(place("12", from, "originator")), bank("13", agent(originator, "originator"), "originating bank"), bank("14", agent(receiver, "receiver"), "receiving bank"),
        text(new Row("addendum 15", "715").text("receiver's number", to.id(), 15).needed("receiver's street", street(to, "receiver"), 35).blank(34 + 7)), text(place("16", to, "receiver")));
  }

  private static Row place(String type, Party party, String who) {
    var address = address(party, who);
    return new Row("addendum " + type, "7" + type).needed(who + "'s town", starred(address.town(), address.subdivision()), 35).needed(who + "'s country", starred(address.country(), address.postCode()), 35)
        .blank(14 + 7);
  }

  private static String starred(@Nullable String one, @Nullable String other) { return (one == null ? "" : one) + (other == null ? "" : "*" + other) + "\\"; }

  static Addendum bank(String type, Agent bank, String who) {
    var qualifier = bank.bic() != null ? "02" : bank.account() != null ? "03" : "01";
    var number = bank.bic() != null ? bank.bic() : bank.account() != null ? bank.account().number() : bank.member();
    var country = bank.address() != null && bank.address().country() != null ? bank.address().country() : "USABA".equals(bank.clearing()) ? "US" : null;
    return text(new Row("addendum " + type, "7" + type).needed(who + "'s name", bank.name(), 35).text("", qualifier, 2).needed(who + "'s number", number, 34).needed(who + "'s country", country, 3).blank(10 + 7));
  }

  private static Addendum text(Row row) {
    var line = new Line(1, row.end());
    return new Addendum(line.raw(2, 3), line.raw(4, AddendaRules.end(line.raw(2, 3))).stripTrailing());
  }

  private static Party party(Side side, String who) {
    if (side.party() == null) throw Entries.refused(who, "missing", "An IAT entry says name and address of the " + who + ".");
    return side.party();
  }

  private static Address address(Party party, String who) {
    if (party.address() == null) throw Entries.refused(who, "missing", "An IAT entry says street, town and country of the " + who + ".");
    return party.address();
  }

  private static @Nullable String street(Party party, String who) {
    var address = address(party, who);
    if (!address.lines().isEmpty()) throw Entries.refused(who, "address", "An IAT entry has a structured address; this has lines.");
    return address.building() == null ? address.street() : address.building() + " " + address.street();
  }

  private static Agent agent(Side side, String who) {
    if (side.agent() == null) throw Entries.refused(who, "missing", "An IAT entry names the bank of the " + who + ".");
    return side.agent();
  }
}
