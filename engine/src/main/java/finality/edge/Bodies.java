package finality.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a request's JSON body: within the limit, declared as JSON, strict. */
public final class Bodies {
  /** Bytes a body may have; more is refused before it is read. */
  public static final int LIMIT = 1 << 20;

  private Bodies() {}

  /** An empty body reads as an object without members. @throws Refused 400, 413 or 415 */
  public static Json read(HttpServletRequest request) throws IOException {
    long declared = request.getContentLengthLong();
    if (declared > LIMIT) throw tooLarge();
    var bytes = request.getInputStream().readNBytes(declared < 0 ? LIMIT + 1 : (int) declared);
    if (bytes.length > LIMIT) throw tooLarge();
    if (bytes.length == 0) return Json.Members.NONE;
    requireJson(request.getContentType());
    return Json.read(bytes);
  }

  private static void requireJson(@Nullable String type) {
    var lower = type == null ? "" : type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    if (!lower.matches("application/([a-z0-9.-]+\\+)?json(;charset=utf-8)?"))
      throw Problem.of(415, "unsupported_media_type", "Content-Type", "The body must be JSON in UTF-8: send Content-Type: application/json"
          + (type == null ? "." : ", not " + shortened(type) + ".")).refused();
  }

  private static Refused tooLarge() {
    return Problem.of(413, "body_too_large", "The body is larger than " + LIMIT + " bytes; send less at once.").refused().with("Connection", "close");
  }

  private static String shortened(String text) { return text.length() <= 80 ? text : text.substring(0, 80) + "…"; }
}
