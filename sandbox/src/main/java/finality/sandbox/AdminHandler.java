package finality.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the bank's operator sees and sets: plain HTTP, loopback only, without a password. Errors are {@code application/problem+json}. */
final class AdminHandler extends Handler.Abstract {
  private static final int LARGEST_PAGE = 10_000;

  private final Clients clients;
  private final Modes modes;
  private final Faults faults;
  private final Desk desk;
  private final Teller teller;
  private final Records records;

  AdminHandler(Clients clients, Modes modes, Faults faults, Desk desk, Teller teller, Records records) {
    this.clients = clients;
    this.modes = modes;
    this.faults = faults;
    this.desk = desk;
    this.teller = teller;
    this.records = records;
  }

  @Override public boolean handle(Request request, Response response, Callback callback) throws Exception {
    try {
      Wire.send(answer(request), request, response, callback);
    } catch (Problem e) {
      var body = Json.object().put("type", "about:blank").put("title", e.code).put("status", e.status).put("code", e.code).put("field", e.field)
          .put("detail", e.field == null ? e.text() : e.field + " " + e.text());
      Wire.send(new Reply(e.status, body, Map.of("Content-Type", "application/problem+json")), request, response, callback);
    }
    return true;
  }

  private Reply answer(Request request) throws Exception {
    return switch (request.getMethod() + " " + request.getHttpURI().getCanonicalPath()) {
      case "GET /admin/health" -> health();
      case "GET /admin/payments" -> payments(Query.of(request));
      case "GET /admin/accounts" -> new Reply(200, records.accounts());
      case "POST /admin/accounts" -> openAccount(body(request));
      case "POST /admin/clients" -> admit(body(request));
      case "GET /admin/faults" -> new Reply(200, faultsJson());
      case "PUT /admin/faults" -> setFaults(body(request));
      case "DELETE /admin/faults" -> clearFaults();
      case "GET /admin/mode" -> new Reply(200, modes.json());
      case "PUT /admin/mode" -> setMode(request);
      case "POST /admin/credits" -> credit(body(request));
      case "POST /admin/returns" -> giveBack(body(request));
      default -> throw Problem.notFound("no_such_call", request.getMethod() + " " + request.getHttpURI().getCanonicalPath() + " is not part of the admin API");
    };
  }

  private static Json body(Request request) throws Exception { return Json.read(RailHandler.body(request)); }

  /** Asked through the writer: "up" says that the books can be written. */
  private Reply health() {
    desk.enter(List.of(), List.of(), Batch::now);
    return new Reply(200, Json.object().put("status", "up"));
  }

  private Reply payments(Query query) { return new Reply(200, records.payments(query.text("end_to_end_id"), query.cursor("cursor"), query.limit(LARGEST_PAGE))); }

  private Reply openAccount(Json body) {
    var number = body.need("number");
    if (!number.matches("[A-Za-z0-9-]{1,34}") || number.startsWith("CLEARING-")) {
      throw Problem.invalid("number", "must be 1 to 34 letters, digits and hyphens, and not begin with CLEARING-");
    }
    var currency = body.need("currency");
    var balance = body.text("balance") == null ? Amounts.zero(currency) : Amounts.exact("balance", body.need("balance"), currency);
    var overdraft = body.text("overdraft") == null ? Amounts.zero(currency) : Amounts.exact("overdraft", body.need("overdraft"), currency);
    var client = body.text("client") == null ? Clients.FIRST : body.need("client");
    body.noOthers();
    Amounts.decimals(currency);
    if (!clients.knows(client)) throw Problem.invalid("client", "is not a client of this bank; POST /admin/clients makes one");
    if (!open(number, client, currency, balance, overdraft)) throw new Problem(409, "account_exists", "number", "is taken");
    return new Reply(201, Json.object().put("number", number).put("client", client).put("currency", currency)
        .put("balance", balance.toPlainString()).put("overdraft", overdraft.toPlainString()));
  }

  /** Opens an account with what is brought forward. False when the number is taken. */
  boolean open(String number, String client, String currency, BigDecimal balance, BigDecimal overdraft) {
    return desk.enter(List.of(), List.of(number, Batch.clearingNumber(currency)), batch -> {
      if (batch.account(number) != null) return false;
      var account = batch.open(number, client, currency, overdraft);
      if (balance.signum() > 0) batch.book(new Booking(Booking.Kind.OPENING, batch.clearing(currency), account, balance, null, null, Party.NOBODY, null, 1));
      return true;
    });
  }

  private Reply admit(Json body) {
    var client = body.need("client_id");
    body.noOthers();
    if (!client.matches("[a-z0-9-]{1,40}")) throw Problem.invalid("client_id", "must be 1 to 40 lower-case letters, digits and hyphens");
    return new Reply(201, Json.object().put("client_id", client).put("file", clients.admit(client).toString()));
  }

  private ObjectNode faultsJson() {
    var items = Json.array();
    faults.rules().forEach(rule -> items.add(rule.json()));
    var json = Json.object();
    json.set("items", items);
    return json;
  }

  private Reply setFaults(Json body) {
    if (!(body.get("items") instanceof ArrayNode items)) throw Problem.invalid("items", "must be a list of rules");
    body.noOthers();
    var rules = new ArrayList<Fault>();
    for (var item : items) rules.add(Fault.read(Json.of(item)));
    faults.replace(rules);
    return new Reply(200, faultsJson());
  }

  private Reply clearFaults() {
    faults.replace(List.of());
    return new Reply(200, faultsJson());
  }

  private Reply setMode(Request request) throws Exception {
    var client = Query.of(request).text("client");
    if (client != null && !clients.knows(client)) throw Problem.invalid("client", "is not a client of this bank");
    return new Reply(200, modes.put(client == null ? Modes.BANK_WIDE : client, body(request)).json());
  }

  private Reply credit(Json body) {
    var number = body.need("account");
    var currency = body.need("currency");
    var amount = Amounts.positive("amount", body.need("amount"), currency);
    var reference = body.text("reference");
    var debtor = body.get("debtor") == null ? Party.NOBODY : debtor(body);
    body.noOthers();
    var balance = desk.enter(List.of(), List.of(number, Batch.clearingNumber(currency)), batch -> {
      var account = batch.account(number);
      if (account == null || account.client.isEmpty()) throw Problem.notFound("account_not_found", "there is no account " + number);
      if (!account.currency.equals(currency)) throw Problem.invalid("currency", "must be " + account.currency + ", the account's");
      teller.credit(account, amount, reference, debtor, batch);
      return account.balance;
    });
    return new Reply(201, Json.object().put("account", number).put("amount", amount.toPlainString()).put("currency", currency)
        .put("balance", balance.toPlainString()));
  }

  /** A name alone, or an object with name, account, bank and country. */
  private static Party debtor(Json body) {
    if (body.get("debtor") instanceof ObjectNode) {
      var json = Objects.requireNonNull(body.child("debtor"));
      var party = Party.read(json);
      json.noOthers();
      return party;
    }
    return new Party(body.text("debtor"), null, null, null);
  }

  private Reply giveBack(Json body) {
    var id = body.need("end_to_end_id");
    @Nullable String amount = body.text("amount");
    var reason = body.text("reason") == null ? "AC04" : body.need("reason");
    var client = body.text("client") == null ? Clients.FIRST : body.need("client");
    body.noOthers();
    var key = new Order.Key(client, id);
    var payment = desk.enter(List.of(key), List.of(), batch -> {
      teller.giveBack(key, amount, reason, batch);
      return Objects.requireNonNull(batch.payment(key));
    });
    return new Reply(201, Json.object().put("end_to_end_id", id).put("returned", payment.returned().toPlainString()).put("currency", payment.order().currency()));
  }
}
