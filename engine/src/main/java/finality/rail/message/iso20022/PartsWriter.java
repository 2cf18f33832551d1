package finality.rail.message.iso20022;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Charge;
import finality.rail.message.Party;
import finality.rail.message.Reason;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Terms;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the messages about payments have in common, as {@link PartsReader} reads it. */
final class PartsWriter {
  private static final Pattern CLEARING = Pattern.compile("[A-Z]{5}");
  private static final Pattern INSTRUMENT = Pattern.compile("[A-Z0-9]{3,4}");
  private static final List<String> REFERENCE_TYPES = List.of("RADM", "RPIN", "FXDR", "DISP", "PUOR", "SCOR");

  private final Elements xml;

  PartsWriter(Elements xml) { this.xml = xml; }

  void party(String name, @Nullable Party party) { if (party != null) xml.in(name, () -> party(party)); }

  void party(Party party) {
    if (party.equals(Party.NONE)) throw xml.refused("", "missing", "names nobody; give a name or an identification.");
    if (party.person() && party.id() == null) throw xml.refused("Id/PrvtId", "missing", "is of a person and has no number.");
    xml.text("Nm", party.name(), xml.profile == Profile.SEPA ? 70 : 140);
    address(party.address());
    xml.in("Id", () -> xml.in(party.person() ? "PrvtId" : "OrgId", () -> {
      if (party.person()) xml.none("AnyBIC", party.bic(), "a person has no BIC.");
      if (party.person()) xml.none("LEI", party.lei(), "a person has no LEI.");
      xml.bic("AnyBIC", party.bic());
      xml.lei("LEI", party.lei());
      if (party.idScheme() != null) xml.required("Othr/Id", party.id());
      xml.in("Othr", () -> {
        xml.id("Id", party.id(), 35);
        xml.choice("SchmeNm", party.idScheme());
      });
    }));
  }

  private void address(@Nullable Address address) {
    if (address == null) return;
    xml.in("PstlAdr", () -> {
      xml.text("StrtNm", address.street(), 70);
      xml.text("BldgNb", address.building(), 16);
      xml.text("PstCd", address.postCode(), 16);
      xml.text("TwnNm", address.town(), 35);
      xml.text("CtrySubDvsn", address.subdivision(), 35);
      xml.country("Ctry", address.country());
      if (address.lines().size() > 7) throw xml.refused("AdrLine", "too_many", "has " + address.lines().size() + " lines, the message definition allows 7.");
      for (var line : address.lines()) xml.text("AdrLine", line, 70);
    });
  }

  void account(String name, @Nullable Account account) {
    if (account == null) return;
    xml.in(name, () -> {
      xml.in("Id", () -> {
        if (account.isIban()) xml.iban("IBAN", account.number());
        else xml.in("Othr", () -> {
          xml.id("Id", account.number(), 34);
          xml.choice("SchmeNm", account.scheme());
        });
      });
      xml.choice("Tp", account.type());
      xml.currency("Ccy", account.currency());
    });
  }

  /** A bank without its account. */
  void bank(String name, @Nullable Agent agent) {
    if (agent == null) return;
    xml.in(name, () -> {
      Rules.agent(xml, agent);
      xml.in("FinInstnId", () -> institution(agent));
    });
  }

  private void institution(Agent agent) {
    if (agent.bic() == null && agent.member() == null && agent.lei() == null && agent.name() == null && agent.address() == null)
      throw xml.refused("", "missing", "names no bank; give a BIC, a clearing member, an LEI or a name.");
    xml.bic("BICFI", agent.bic());
    if (agent.clearing() != null) xml.required("ClrSysMmbId/MmbId", agent.member());
    if (agent.member() != null) xml.in("ClrSysMmbId", () -> {
      xml.choice("ClrSysId", agent.clearing(), CLEARING);
      xml.id("MmbId", agent.member(), xml.profile == Profile.CBPR ? 28 : 35);
    });
    xml.lei("LEI", agent.lei());
    xml.text("Nm", agent.name(), 140);
    address(agent.address());
  }

  /** A bank and, beside it, its account. */
  void agent(String name, @Nullable Agent agent) {
    if (agent == null) return;
    bank(name, agent);
    account(name + "Acct", agent.account());
  }

  /** A bank where the message definition has no place for its account. */
  void alone(String name, @Nullable Agent agent) {
    if (agent == null) return;
    xml.none(name + "Acct", agent.account(), "the message definition has no account of this agent.");
    bank(name, agent);
  }

  void numbered(String name, List<Agent> agents, boolean accounts) {
    if (agents.size() > 3) throw xml.refused(name + "4", "too_many", "there are " + agents.size() + " of them, the message definition allows 3.");
    for (int i = 0; i < agents.size(); i++) {
      if (accounts) agent(name + (i + 1), agents.get(i));
      else alone(name + (i + 1), agents.get(i));
    }
  }

  void between(Route route) {
    alone("InstgAgt", route.instructing());
    alone("InstdAgt", route.instructed());
  }

  /** Party40Choice: a bank, where it is known by its BIC. */
  void either(String name, @Nullable Party party) {
    if (party == null) return;
    xml.in(name, () -> {
      if (party.bic() != null && !party.person()) xml.in("Agt", () -> xml.in("FinInstnId", () -> institution(Agent.of(party))));
      else party("Pty", party);
    });
  }

  void terms(Terms terms, List<String> bearers, Runnable between) {
    xml.in("PmtTpInf", () -> {
      xml.word("InstrPrty", terms.priority(), List.of("HIGH", "NORM"));
      xml.choice("SvcLvl", terms.serviceLevel());
      xml.choice("LclInstrm", terms.localInstrument(), INSTRUMENT);
      xml.choice("CtgyPurp", terms.categoryPurpose());
    });
    between.run();
    xml.word("ChrgBr", terms.chargeBearer(), bearers);
  }

  /** @param structured whether the message definition has a place for the creditor's reference */
  void remittance(Remittance remittance, boolean structured) {
    xml.in("RmtInf", () -> {
      Rules.remittance(xml, remittance);
      for (var line : remittance.unstructured()) xml.text("Ustrd", line, 140);
      if (!structured) xml.none("Strd", remittance.creditorReference(), "this message has no structured remittance.");
      if (remittance.referenceType() != null) xml.required("Strd/CdtrRefInf/Ref", remittance.creditorReference());
      xml.in("Strd", () -> xml.in("CdtrRefInf", () -> {
        if (remittance.referenceType() != null) xml.in("Tp", () -> xml.in("CdOrPrtry", () -> xml.id(REFERENCE_TYPES.contains(remittance.referenceType()) ? "Cd" : "Prtry", remittance.referenceType(), 35)));
        xml.id("Ref", remittance.creditorReference(), 35);
      }));
    });
  }

  void charges(String name, List<Charge> charges) {
    for (var charge : charges) xml.in(name, () -> {
      xml.amount("Amt", charge.amount());
      alone("Agt", xml.required("Agt", charge.agent()));
    });
  }

  void reasons(String name, List<Reason> reasons) {
    for (var reason : reasons) xml.in(name, () -> {
      party("Orgtr", reason.originator());
      if (reason.code() != null) xml.in("Rsn", () -> {
        if (reason.proprietary()) xml.id("Prtry", reason.code(), 35);
        else xml.code("Cd", reason.code(), 4);
      });
      if (reason.code() == null && reason.originator() == null && reason.text().isEmpty()) throw xml.refused("", "empty", "the reason says nothing.");
      for (var text : reason.text()) xml.text("AddtlInf", text, 105);
    });
  }

}
