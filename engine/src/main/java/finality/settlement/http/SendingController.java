package finality.settlement.http;

import finality.access.Needs;
import finality.access.Permission;
import finality.access.Principal;
import finality.edge.Answers;
import finality.edge.Problem;
import finality.edge.Refused;
import finality.edge.Reply;
import finality.idempotency.Answering;
import finality.idempotency.Call;
import finality.rail.Connections;
import finality.rail.Profile;
import finality.settlement.Sending;
import finality.settlement.Sending.Scope;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sending switched off and on: one's own by every operator, everybody's by those of the house. */
@RestController
final class SendingController {
  private final Sending sending;
  private final Connections connections;
  private final Answering answering;

  SendingController(Sending sending, Connections connections, Answering answering) {
    this.sending = sending;
    this.connections = connections;
    this.answering = answering;
  }

  record Pause(String scope, String name, Instant since, String by, String reason) {}

  /** @param sending false: everything is switched off, by a person or after a restore */
  record View(boolean sending, List<Pause> pauses) {}

  @Needs(Permission.READ)
  @GetMapping("/v1/sending")
  View show(Principal who) {
    var pauses = sending.pauses(who.tenant());
    boolean off = pauses.stream().anyMatch(p -> p.scope() == Scope.ALL || p.scope() == Scope.TENANT);
    return new View(!off, pauses.stream().map(p -> new Pause(p.scope().word(), p.name(), p.since(), p.by(), p.reason())).toList());
  }

  @Needs(Permission.OPERATE)
  @PutMapping("/v1/sending")
  Reply change(Call call) {
    var fields = call.fields();
    var scope = fields.word("scope", Scope::parse, Scope.ALL);
    var named = fields.optionalText("name", 80);
    boolean paused = fields.flag("paused");
    var reason = fields.text("reason", 500);
    fields.done();
    var who = call.who();
    if (scope != Scope.TENANT && !who.house())
      throw Problem.of(403, "forbidden", "scope", "scope: " + scope.word() + " stops other tenants' payments too; that is for the operators of the house. Your own stop with \"scope\":\"tenant\".").refused();
    var name = name(scope, named, who.tenant());
    return answering.once(call, () -> {
      if (paused) sending.pause(who.tenant(), scope, name, reason, who.person());
      else sending.resume(who.tenant(), scope, name, reason, who.person());
      return Reply.of(200, Answers.json(show(who)));
    });
  }

  /** A name that does not fit the scope is a slip, and the wider scope would stop everybody for it. */
  private String name(Scope scope, @Nullable String named, int tenant) {
    var own = Integer.toString(tenant);
    return switch (scope) {
      case ALL -> {
        if (named != null) throw wrong("contradiction", "is \"" + named + "\" while scope all stops everything and has no name; leave the name out, or say which rail or connection is meant with that scope");
        yield "";
      }
      case TENANT -> {
        if (named != null && !named.equals(own)) throw wrong("not_yours", "is \"" + named + "\" while scope tenant stops your own payments, " + own + "; leave the name out");
        yield own;
      }
      case RAIL -> connections.rail(given(scope, named)).orElseThrow(() -> unknown(scope, named, Profile::rail));
      case CONNECTION -> connections.find(given(scope, named)).map(rail -> rail.profile().connection()).orElseThrow(() -> unknown(scope, named, Profile::connection));
    };
  }

  private static String given(Scope scope, @Nullable String named) {
    if (named == null) throw wrong("missing", "is missing; say which " + scope.word() + " is meant");
    return named;
  }

  private static Refused wrong(String code, String message) { return Problem.of(400, code, "name", "name: " + message + ".").refused(); }

  private Refused unknown(Scope scope, @Nullable String name, Function<Profile, String> of) {
    var known = connections.all().stream().map(rail -> of.apply(rail.profile())).distinct().sorted().toList();
    return Problem.of(422, "unknown_" + scope.word(), "name", "name: there is no configured " + scope.word() + " \"" + name + "\"; " + (known.isEmpty() ? "there is none." : "there is " + String.join(", ", known) + ".")).refused();
  }
}
