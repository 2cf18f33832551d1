package finality.rail.message.fin;

import finality.rail.message.Account;
import finality.rail.message.Address;
import finality.rail.message.Agent;
import finality.rail.message.CharacterSet;
import finality.rail.message.Finding;
import finality.rail.message.MessageListener;
import finality.rail.message.Unwritable;
import finality.rail.message.identifier.Iban;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of banks, 51a to 58a: option A a BIC, B a place, C a clearing code, D name and address; each but C with an account or clearing code on its first line. */
final class Institution {
  /** ISO 20022's clearing system by FIN's code ({@code clearing.csv}). */
  private static final Map<String, String> CLEARING = clearing();

  private Institution() {}

  static Agent read(Field field, MessageListener listener) {
    var lines = new ArrayList<>(field.lines());
    String member = null, system = null;
    Account account = null;
    if (lines.getFirst().startsWith("/")) {
      var identifier = lines.removeFirst();
      if (identifier.startsWith("//") && identifier.length() >= 4) {
        var code = identifier.substring(2, 4);
        system = CLEARING.getOrDefault(code, code);
        member = identifier.substring(4).strip();
        if (member.isEmpty()) {   // //FW, //RT: go through that system, without a number
          listener.found(Finding.note(field.position(), "stepped_over", "The wish for a clearing system, \"" + identifier + "\", was stepped over."));
          member = system = null;
        }
      } else {
        boolean marked = identifier.matches("/[CD]/.+");
        if (marked)
          listener.found(Finding.note(field.position(), "stepped_over", "Whether the account is debited or credited, \"" + identifier.substring(0, 3) + "\", was stepped over."));
        account = account(identifier.substring(marked ? 3 : 1));
      }
    }
    lines.removeIf(String::isBlank);
    if (lines.isEmpty()) return new Agent(null, member, system, null, null, null, account);
    return switch (field.option()) {
      case "A" -> new Agent(lines.getFirst().strip(), member, system, null, null, null, account);
      case "B" -> new Agent(null, member, system, null, null, Address.of(lines), account);
      default -> new Agent(null, member, system, null, lines.getFirst(), lines.size() == 1 ? null : Address.of(lines.subList(1, lines.size())), account);
    };
  }

  static Account account(String number) {
    var iban = Iban.read(number);
    return iban.isValid() ? Account.iban(iban.found().orElseThrow().value()) : Account.other(number.strip());
  }

  /** A bank with a BIC is written by it: its name and address are those of the directory. @param options which the field has. @throws Unwritable when none of them says it */
  static Field write(String number, Agent agent, String options) {
    var lines = new ArrayList<String>();
    if (agent.member() != null) lines.add("//" + code(number, agent) + agent.member());
    else if (agent.account() != null) lines.add("/" + agent.account().number());
    if (agent.member() != null && agent.account() != null)
      throw new Unwritable(":" + number + ":", "two_identifiers", "A bank's field has a clearing code or an account, not both.");
    if (agent.bic() != null && options.contains("A")) {
      lines.add(agent.bic());
      return new Field(number + "A", lines, 0);
    }
    if (agent.name() != null && options.contains("D")) {
      lines.addAll(nameAndAddress(number, agent.name(), agent.address()));
      return new Field(number + "D", lines, 0);
    }
    if (agent.member() != null && options.contains("C")) return new Field(number + "C", lines, 0);
    if (options.contains("B") && agent.bic() == null && agent.name() == null && (agent.account() != null || agent.address() != null)) {
      if (agent.address() != null) lines.addAll(plain(addressLines(agent.address())));
      if (!lines.isEmpty()) return new Field(number + "B", lines, 0);
    }
    throw new Unwritable(":" + number + ":", "unnamed_bank", "The bank has nothing that field " + number + " can carry (options " + options + "): a BIC, or a name.");
  }

  private static String code(String number, Agent agent) {
    for (var pair : CLEARING.entrySet()) if (pair.getValue().equals(agent.clearing())) return pair.getKey();
    if (agent.clearing() != null && agent.clearing().matches("[A-Z]{2}")) return agent.clearing();
    throw new Unwritable(":" + number + ":", "unknown_clearing", "FIN has no code for the clearing system " + agent.clearing() + ".");
  }

  /** At most four lines. */
  static List<String> nameAndAddress(String number, String name, @Nullable Address address) {
    var field = ":" + number + ":";
    var written = CharacterSet.FIN_X.transliterated(name).strip();
    if (written.length() > Lines.WIDTH)
      throw new Unwritable(field, "too_long", "The name \"" + written + "\" has more than " + Lines.WIDTH + " characters, so that its second line would be read as an address.");
    var lines = new ArrayList<String>();
    lines.add(written);
    if (address != null) lines.addAll(plain(addressLines(address)));
    if (lines.size() > 4) throw new Unwritable(field, "too_long", "Name and address have " + lines.size() + " lines; the field has 4.");
    return lines;
  }

  static List<String> addressLines(Address address) {
    if (!address.lines().isEmpty() && address.street() == null && address.town() == null) return address.lines();
    var lines = new ArrayList<>(address.lines());
    if (address.street() != null) lines.add(address.building() == null ? address.street() : address.street() + " " + address.building());
    var town = new StringBuilder();
    for (var word : new String[] {address.postCode(), address.town(), address.subdivision(), address.country()}) if (word != null) town.append(town.isEmpty() ? "" : " ").append(word);
    if (!town.isEmpty()) lines.add(town.toString());
    return lines;
  }

  private static List<String> plain(List<String> lines) { return lines.stream().map(line -> CharacterSet.FIN_X.transliterated(line).strip()).toList(); }

  private static Map<String, String> clearing() {
    var codes = new LinkedHashMap<String, String>();
    try (var in = Institution.class.getResourceAsStream("clearing.csv"); var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> codes.put(line.substring(0, 2), line.substring(3)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(codes);
  }
}
