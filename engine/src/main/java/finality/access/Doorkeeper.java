package finality.access;

import finality.edge.Open;
import finality.edge.Problem;
import finality.edge.Refused;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets in who shows a key or a session and may do what the route needs; before the body is read. It stands where the handler is
 * already chosen and not at the path, so that no spelling of a path gets around it: a route that says nothing is shut.
 */
public final class Doorkeeper implements HandlerInterceptor {
  static final String COOKIE = "finality_session";
  static final String CONSOLE = "X-Finality-Console";
  private static final String PRINCIPAL = Principal.class.getName();
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Credentials credentials;

  Doorkeeper(Credentials credentials) { this.credentials = credentials; }

  /** Who makes this call. @throws Refused 401 when nobody was let in */
  public static Principal principal(HttpServletRequest request) {
    if (request.getAttribute(PRINCIPAL) instanceof Principal principal) return principal;
    throw unauthenticated();
  }

  @Override public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method) || method.hasMethodAnnotation(Open.class)) return true;
    var principal = authenticate(request);
    request.setAttribute(PRINCIPAL, principal);
    MDC.put("tenant", String.valueOf(principal.tenant()));
    MDC.put("person", principal.person());
    var needs = method.getMethodAnnotation(Needs.class);
    if (needs == null || !principal.role().may(needs.value())) throw forbidden(principal, needs);
    return true;
  }

  private Principal authenticate(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    if (header != null) {
      if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) throw unauthenticated();
      var key = header.substring(7).strip();
      if (key.startsWith(Credentials.SESSION_PREFIX)) throw unauthenticated();   // a session is the browser's, behind its guard below
      return credentials.find(key).orElseThrow(Doorkeeper::unauthenticated);
    }
    var session = session(request);
    if (session == null) throw unauthenticated();
    if (!SAFE.contains(request.getMethod()) && !"1".equals(request.getHeader(CONSOLE)))
      throw Problem.of(403, "console_header_missing", CONSOLE, "A call that changes something under a browser session needs the header " + CONSOLE + ": 1, which a foreign page cannot send.").refused();
    return credentials.find(session).orElseThrow(Doorkeeper::unauthenticated);
  }

  /** The session's secret, when the browser sent one. */
  static @Nullable String session(HttpServletRequest request) {
    var cookies = request.getCookies();
    return cookies == null ? null : Arrays.stream(cookies).filter(c -> c.getName().equals(COOKIE)).map(Cookie::getValue)
        .filter(value -> value.startsWith(Credentials.SESSION_PREFIX)).findFirst().orElse(null);
  }

  private static Refused unauthenticated() {
    return Problem.of(401, "unauthenticated", "Authorization", "Send a valid API key: Authorization: Bearer KEY. Keys are made by an administrator with POST /v1/keys.").refused()
        .with("WWW-Authenticate", "Bearer");
  }

  private static Refused forbidden(Principal principal, @Nullable Needs needs) {
    if (needs == null) return Problem.of(403, "forbidden", "This route does not say what it needs and is shut.").refused();
    var able = Arrays.stream(Role.values()).filter(role -> role.may(needs.value())).map(Role::word).toList();
    return Problem.of(403, "forbidden", "The role " + principal.role().word() + " may not do this; it takes one of: " + String.join(", ", able) + ".").refused();
  }
}
