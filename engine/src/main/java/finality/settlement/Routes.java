package finality.settlement;

import finality.ledger.Account;
import finality.ledger.AccountKind;
import finality.ledger.Accounts;
import finality.money.Asset;
import finality.rail.Connections;
import finality.rail.Health;
import finality.rail.Profile;
import finality.rail.Rail;
import finality.settlement.Submitted.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a payment: the first connection, in the order of the configuration, that is as the payment wants it, up,
 * and at whose bank the tenant has an active nostro in the currency; else the first that is only down for now, for then the
 * payment waits for it. Asked for every payment: reads memory only.
 */
final class Routes {

  /** @param nostro pays; at the connection's bank */
  record Route(Rail rail, Account nostro) {}

  private final Accounts accounts;
  private final Connections connections;

  Routes(Accounts accounts, Connections connections) {
    this.accounts = accounts;
    this.connections = connections;
  }

  /** @param bank that has to pay; {@code null}: any */
  @Nullable Route choose(Request r, @Nullable String bank, Asset asset, List<Problem> problems) {
    var wished = r.rail() == null ? null : connections.rail(r.rail()).orElse("");
    Route down = null;
    List<String> withoutNostro = null;
    for (var rail : connections.paying(asset.code())) {
      var profile = rail.profile();
      if (!isWanted(profile, wished, r.connection(), bank)) continue;
      var health = rail.health();
      if (health.state() == Health.State.NOT_READY || down != null && !health.up()) continue;
      var nostro = nostro(r.tenant(), profile.bank(), asset);
      if (nostro != null && health.up()) return new Route(rail, nostro);
      if (nostro != null) {
        down = new Route(rail, nostro);
      } else {
        if (withoutNostro == null) withoutNostro = new ArrayList<>();
        withoutNostro.add(profile.bank());
      }
    }
    if (down == null) problems.add(withoutNostro == null ? noConnection(r, bank, asset) : noNostro(withoutNostro, asset));
    return down;
  }

  private static boolean isWanted(Profile profile, @Nullable String rail, @Nullable String connection, @Nullable String bank) {
    return (rail == null || rail.equals(profile.rail())) && (connection == null || connection.equals(profile.connection())) && (bank == null || bank.equals(profile.bank()));
  }

  private @Nullable Account nostro(int tenant, String bank, Asset asset) {
    for (var nostro : accounts.find(tenant, AccountKind.NOSTRO, bank, asset.code())) if (nostro.active()) return nostro;
    return null;
  }

  private static Problem noNostro(List<String> banks, Asset asset) {
    return new Problem("currency", "no_nostro", "there is no active " + asset + " nostro account at " + String.join(" or ", new LinkedHashSet<>(banks)) + " to pay from; open one with POST /v1/accounts");
  }

  /** The field is what narrows the choice most. Only a configured profile names a connection. */
  private static Problem noConnection(Request r, @Nullable String bank, Asset asset) {
    var field = r.connection() != null ? "bank_profile_id" : bank != null ? "from_bank" : r.rail() != null ? "rail" : "currency";
    return new Problem(field, "no_connection", "no configured connection" + (r.connection() == null ? "" : " \"" + r.connection() + "\"")
        + (r.rail() == null ? "" : " of rail \"" + r.rail() + "\"") + " pays " + asset + (bank == null ? "" : " at " + bank));
  }
}
