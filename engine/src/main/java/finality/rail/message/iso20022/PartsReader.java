package finality.rail.message.iso20022;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.Charge;
import finality.rail.message.Finding;
import finality.rail.message.Party;
import finality.rail.message.Reason;
import finality.rail.message.Remittance;
import finality.rail.message.Route;
import finality.rail.message.Side;
import finality.rail.message.Terms;
import finality.rail.message.code.CodeList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the messages about payments have in common: who, which account, which bank, why, for what. Elements are known by their names in every version. */
final class PartsReader {
  private final Values read;

  PartsReader(Values read) { this.read = read; }

  /** @param of {@code Dbtr} or {@code Cdtr}, a customer */
  Side customer(Node in, String of) { return new Side(party(in.at(of)), account(in.at(of + "Acct")), agent(in, of + "Agt"), party(in.at("Ultmt" + of))); }

  /** @param of {@code Dbtr} or {@code Cdtr}, a bank: the agent, where it holds its account itself, and otherwise a party with one */
  Side bank(Node in, String of) {
    var bank = agent(in.at(of));
    var holder = agent(in, of + "Agt");
    var ultimate = agent(in.at("Ultmt" + of));
    return new Side(holder == null ? null : asParty(bank), account(in.at(of + "Acct")), holder == null ? bank : holder, asParty(ultimate));
  }

  /** A customer or a bank, as {@code Pty} or {@code Agt} says; older versions know only customers. {@code null}: nothing is said. */
  @Nullable Side either(Node in, String of) {
    var choice = in.at(of);
    boolean bank = choice != null && choice.at("Agt") != null;
    var holder = agent(in, of + "Agt");
    var named = bank ? agent(choice.at("Agt")) : null;
    var party = bank ? holder == null ? null : asParty(named) : partyOf(choice);
    var side = new Side(party, account(in.at(of + "Acct")), bank && holder == null ? named : holder, partyOf(in.at("Ultmt" + of)));
    return side.equals(Side.NONE) ? null : side;
  }

  /** Party40Choice, or a party as such. */
  @Nullable Party partyOf(@Nullable Node choice) {
    if (choice == null) return null;
    var agent = choice.at("Agt");
    if (agent != null) return asParty(agent(agent));
    var party = choice.at("Pty");
    return party(party == null ? choice : party);
  }

  private static @Nullable Party asParty(@Nullable Agent bank) { return bank == null ? null : Party.of(bank); }

  @Nullable Party party(@Nullable Node in) {
    if (in == null) return null;
    var person = in.at("Id/PrvtId");
    var id = person == null ? in.at("Id/OrgId") : person;
    var other = id == null ? null : id.at("Othr");
    var party = new Party(in.text("Nm"), address(in.at("PstlAdr")), id == null ? null : read.bic(id, "AnyBIC", "BICOrBEI"), id == null ? null : read.lei(id, "LEI"), other == null ? null : other.text("Id"),
        other == null ? null : read.code(other, "SchmeNm"), person != null);
    return party.equals(Party.NONE) ? null : party;
  }

  @Nullable Address address(@Nullable Node in) {
    if (in == null) return null;
    var lines = in.all("AdrLine").stream().map(Node::text).filter(line -> !line.isEmpty()).toList();
    var address = new Address(in.text("StrtNm"), in.text("BldgNb"), in.text("PstCd"), in.text("TwnNm"), in.text("CtrySubDvsn"), in.text("Ctry"), lines);
    return address.equals(Address.of(List.of())) ? null : address;
  }

  @Nullable Account account(@Nullable Node in) {
    if (in == null) return null;
    var iban = read.iban(in, "Id/IBAN");
    var number = iban == null ? in.text("Id/Othr/Id") : iban;
    if (number == null) {
      read.missing(in, "Id");
      return null;
    }
    return new Account(number, iban == null ? read.code(in, "Id/Othr/SchmeNm") : "IBAN", read.code(in, "Tp"), in.text("Ccy"));
  }

  /** A bank and, beside it, its account. */
  @Nullable Agent agent(Node in, String name) { return held(in.at(name), in.at(name + "Acct")); }

  @Nullable Agent agent(@Nullable Node in) { return held(in, null); }

  private @Nullable Agent held(@Nullable Node in, @Nullable Node account) {
    if (in == null) return null;
    var bank = in.at("FinInstnId");
    if (bank == null) {
      read.missing(in, "FinInstnId");
      return null;
    }
    var agent = new Agent(read.bic(bank, "BICFI", "BIC"), read.member(bank), read.code(bank, "ClrSysMmbId/ClrSysId"), read.lei(bank, "LEI"), bank.text("Nm"), address(bank.at("PstlAdr")), account(account));
    if (agent.equals(Agent.bic(null))) {
      read.error(in, "missing_element", in.name + " names no bank: neither BICFI nor ClrSysMmbId, LEI or Nm stands there.");
      return null;
    }
    return agent;
  }

  /** The banks on the way, and those of the cover, which the header names for all. */
  Route route(Node in, Route.Cover cover) { return route(in, in, cover); }

  /** @param chain where the banks between the ends stand */
  Route route(Node in, @Nullable Node chain, Route.Cover cover) {
    return new Route(agent(in, "InstgAgt"), agent(in, "InstdAgt"), chain == null ? List.of() : numbered(chain, "PrvsInstgAgt"), chain == null ? List.of() : numbered(chain, "IntrmyAgt"), cover);
  }

  /** @param name as one was called before there were three */
  List<Agent> numbered(Node in, String name) {
    var agents = new ArrayList<Agent>();
    for (var suffix : List.of("", "1", "2", "3")) {
      var agent = agent(in, name + suffix);
      if (agent != null) agents.add(agent);
    }
    return agents;
  }

  Route.Cover cover(Node settlement) { return new Route.Cover(agent(settlement, "InstgRmbrsmntAgt"), agent(settlement, "InstdRmbrsmntAgt"), agent(settlement, "ThrdRmbrsmntAgt")); }

  /** @param common what PmtTpInf says for all, where the transaction has none of its own */
  Terms terms(Node in, Terms common) {
    var type = in.at("PmtTpInf");
    if (type == null) return new Terms(common.priority(), common.serviceLevel(), common.localInstrument(), common.categoryPurpose(), read.code(in, "Purp"), in.text("ChrgBr"));
    return new Terms(type.text("InstrPrty"), read.code(type, "SvcLvl"), read.code(type, "LclInstrm"), read.code(type, "CtgyPurp"), read.code(in, "Purp"), in.text("ChrgBr"));
  }

  Remittance remittance(@Nullable Node in) {
    if (in == null) return Remittance.NONE;
    var lines = in.all("Ustrd").stream().map(Node::text).filter(line -> !line.isEmpty()).toList();
    return new Remittance(lines, in.text("Strd/CdtrRefInf/Ref"), in.at("Strd") == null ? null : read.code(in, "Strd/CdtrRefInf/Tp/CdOrPrtry"));
  }

  List<Charge> charges(Node in, String name) {
    var charges = new ArrayList<Charge>();
    for (var one : in.all(name)) {
      var amount = read.amount(one, "Amt");
      var agent = agent(one.at(one.at("Agt") == null ? "Pty" : "Agt"));
      if (one.at("Amt") == null) read.missing(one, "Amt");
      if (amount != null) charges.add(new Charge(amount, agent));
    }
    return charges;
  }

  /** Each {@code …RsnInf} of this name that says why. @param list of its codes */
  List<Reason> reasons(Node in, String name, CodeList list) {
    var reasons = new ArrayList<Reason>();
    for (var one : in.all(name)) {
      var reason = reason(one, list);
      if (reason != null) reasons.add(reason);
    }
    return reasons;
  }

  /** {@code null}: it says neither a code nor anything else that would be a reason. */
  @Nullable Reason reason(Node in, CodeList list) {
    var own = in.text("Rsn/Prtry");
    var code = own == null ? in.text("Rsn/Cd") : own;
    var words = in.all("AddtlInf").stream().map(Node::text).filter(line -> !line.isEmpty()).toList();
    if (own == null && code != null && list.find(code).isEmpty()) read.warning(in.at("Rsn/Cd"), "unknown_reason", "\"" + Finding.shortened(code) + "\" is not in " + list.source() + "; what it says is not known here.");
    return code == null && words.isEmpty() ? null : new Reason(code, own != null, words, party(in.at("Orgtr")));
  }
}
