package finality.cli;

import finality.cli.Engine.Answer;
import finality.edge.Json.Members;
import finality.edge.Json.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the accounts that files name: by id or code, else by the number the bank knows them under (an IBAN), so that a bank's own file can be sent as it is. */
final class Debtors {
  private static final int MOST = 500;   // accounts looked up before sending; beyond, the engine judges line by line

  private final Engine engine;
  private final Map<String, String> codes = new HashMap<>();
  private final Map<String, String> codesOfNames = new HashMap<>();

  Debtors(Engine engine) { this.engine = engine; }

  /** The lines with their debtors' codes; a line whose debtor or book account does not exist says so. */
  List<Line> resolve(List<Line> lines) throws IOException {
    var resolved = new java.util.ArrayList<Line>(lines.size());
    for (var line : lines) resolved.add(line.readable() ? creditor(debtor(line)) : line);
    return resolved;
  }

  private Line debtor(Line line) throws IOException {
    var named = line.text("debtor_account");
    if (named == null) return line;
    var code = code(named, line.text("currency"));
    if (code.isEmpty()) return line.with(new Wrong("debtor_account", "there is no account with id, code or number \"" + named + "\"; --debtor " + named + "=ACCOUNT says which pays"));
    return code.equals(named) ? line : line.with("debtor_account", code);
  }

  /** The code of the account that pays: what it was named may be its id, its number or what {@code --debtor} says. */
  @Nullable Text codeOfDebtor(Line line) {
    var named = line.text("debtor_account");
    return named == null ? null : new Text(codesOfNames.getOrDefault(named, named));
  }

  private Line creditor(Line line) throws IOException {
    var named = line.readable() ? line.text("creditor_account") : null;
    return named == null || !code(named, line.text("currency")).isEmpty() ? line
        : line.with(new Wrong("creditor_account", "there is no account with id or code \"" + named + "\" in these books"));
  }

  /** Empty when there is none. */
  private String code(String named, @Nullable String currency) throws IOException {
    var known = codes.get(named + " " + currency);
    if (known != null || codes.size() >= MOST) return known == null ? named : known;
    var answer = engine.get("/v1/accounts/" + Engine.encoded(named));
    if (answer.status() == 200 && answer.text("code") instanceof String code) codesOfNames.put(named, code);
    var code = answer.status() == 404 ? byNumber(named, currency) : named;
    codes.put(named + " " + currency, code);
    return code;
  }

  private String byNumber(String number, @Nullable String currency) throws IOException {
    var cursor = "";
    for (int pages = 0; pages < 20; pages++) {
      Answer answer = engine.get("/v1/accounts?limit=500&currency=" + Engine.encoded(String.valueOf(currency)) + cursor);
      for (var account : answer.items()) {
        if (number.equals(text(account, "number")) && text(account, "code") instanceof String code) return code;
      }
      if (!(answer.text("next_cursor") instanceof String next)) break;
      cursor = "&cursor=" + Engine.encoded(next);
    }
    return "";
  }

  private static @Nullable String text(Members members, String field) { return members.values().get(field) instanceof Text(var value) ? value : null; }
}
