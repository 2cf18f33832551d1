package finality.settlement.http;

import finality.edge.Problem;
import finality.edge.Refused;
import finality.settlement.Settlements;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the writers call unavailable is what the edge calls so. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseAwayAdvice {
  @ExceptionHandler(Settlements.Unavailable.class)
  void unavailable(HttpServletResponse response) throws IOException { Refused.databaseUnavailable().send(response); }
}
