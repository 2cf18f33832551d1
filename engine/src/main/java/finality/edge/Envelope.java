package finality.edge;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Around every call: its id in answer and log, the caller's trace, headers that browsers heed, and the last net under bugs. */
final class Envelope extends HttpFilter {
  static final String REQUEST_ID = "X-Request-Id";
  private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

  @Override protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
    var id = id(request.getHeader(REQUEST_ID));
    response.setHeader(REQUEST_ID, id);
    response.setHeader("X-Content-Type-Options", "nosniff");
    MDC.put("request_id", id);
    var trace = trace(request.getHeader("traceparent"));
    if (trace != null) MDC.put("trace_id", trace);
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException e) {
      LoggerFactory.getLogger(Envelope.class).error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
      if (!response.isCommitted()) Answers.send(response, Answers.bug());
    } finally {
      MDC.clear();
    }
  }

  private static String id(@Nullable String asked) {
    return asked != null && ACCEPTABLE.matcher(asked).matches() ? asked : UuidCreator.getTimeOrderedEpoch().toString();
  }

  private static @Nullable String trace(@Nullable String traceparent) {
    if (traceparent == null) return null;
    var parts = TRACEPARENT.matcher(traceparent);
    return parts.matches() ? parts.group(1) : null;
  }
}
