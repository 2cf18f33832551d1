package finality.access;

import finality.edge.Answers;
import finality.edge.Fields;
import finality.edge.Json;
import finality.edge.Open;
import finality.edge.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The console's session: made from a pasted key, kept in a cookie that no script can read. */
@RestController
final class SessionController {
  private static final Duration LIFE = Duration.ofHours(12);

  private final Access access;

  SessionController(Access access) { this.access = access; }

  record View(String person, String role, int tenant, List<String> permissions) {
    static View of(Principal who) {
      return new View(who.person(), who.role().word(), who.tenant(), Arrays.stream(Permission.values()).filter(who.role()::may).map(p -> p.name().toLowerCase(java.util.Locale.ROOT)).toList());
    }
  }

  @Open
  @PostMapping("/v1/session")
  Reply open(HttpServletRequest request, Json body) {
    var fields = Fields.of(body);
    var key = fields.text("key", 200);
    fields.done();
    var session = access.open(key);
    return Reply.of(201, Answers.json(View.of(session.principal()))).with("Set-Cookie", cookie(session.secret(), LIFE, request));
  }

  @Needs(Permission.READ)
  @GetMapping("/v1/session")
  View show(Principal who) { return View.of(who); }

  @Needs(Permission.READ)
  @DeleteMapping("/v1/session")
  Reply close(HttpServletRequest request) {
    var secret = Doorkeeper.session(request);
    if (secret != null) access.close(secret);
    return Reply.of(204, "").with("Set-Cookie", cookie("", Duration.ZERO, request));
  }

  private static String cookie(String value, Duration life, HttpServletRequest request) {
    return ResponseCookie.from(Doorkeeper.COOKIE, value).httpOnly(true).sameSite("Strict").secure(request.isSecure()).path("/").maxAge(life).build().toString();
  }
}
