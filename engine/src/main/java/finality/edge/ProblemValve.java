package finality.edge;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Tomcat's own refusals in the words of this API. Public because Tomcat makes it by name. */
public final class ProblemValve extends ErrorReportValve {

  @Override protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
    try {
      Answers.send(response.getResponse(), status >= 500 ? Answers.bug() : Problem.of(status, "bad_request", "The request is not valid HTTP for this server: check the path's characters and the headers."));
      response.finishResponse();
    } catch (IOException | IllegalStateException _) {
      // the connection is gone: there is nobody to tell
    }
  }
}
