package finality.edge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** The one place where an exception becomes an answer. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice {

  @ExceptionHandler void refused(Refused refused, HttpServletResponse response) throws IOException { refused.send(response); }

  @ExceptionHandler void badPathVariable(MethodArgumentTypeMismatchException e, HttpServletResponse response) throws IOException {
    Answers.send(response, Problem.notFound("\"" + e.getValue() + "\""));
  }

  @ExceptionHandler void wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
    var allowed = String.join(", ", Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]));
    response.setHeader("Allow", allowed);
    Answers.send(response, Problem.of(405, "method_not_allowed", request.getMethod() + " is not for " + request.getRequestURI() + "; it takes " + allowed + "."));
  }

  @ExceptionHandler void anything(Exception e, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (e instanceof ClientAbortException || response.isCommitted()) return;   // nobody listens any more
    if (DatabaseAway.tooSlow(e)) Answers.send(response, Problem.of(503, "too_slow", "This takes longer than may be; ask for less: a shorter span of time, a smaller limit."));
    else if (DatabaseAway.in(e)) Refused.databaseUnavailable().send(response);
    else if (e instanceof ErrorResponse framework && framework.getStatusCode().value() < 500) Answers.send(response, known(framework, request));
    else {
      LoggerFactory.getLogger(ProblemAdvice.class).error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
      Answers.send(response, Answers.bug());
    }
  }

  private static Problem known(ErrorResponse framework, HttpServletRequest request) {
    int status = framework.getStatusCode().value();
    return switch (status) {
      case 404 -> Problem.of(404, "no_such_path", "There is nothing at " + request.getRequestURI() + "; /openapi.json lists what there is.");
      case 406 -> Problem.of(406, "not_acceptable", "Accept", "Only application/json can be given here; send Accept: application/json or leave it out.");
      case 415 -> Problem.of(415, "unsupported_media_type", "Content-Type", "The body must be JSON: send Content-Type: application/json.");
      default -> Problem.of(status, "bad_request", Objects.requireNonNullElse(framework.getBody().getDetail(), "The request cannot be understood.").strip());
    };
  }
}
