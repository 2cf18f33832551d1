package finality.sandbox;

import org.jspecify.annotations.Nullable;

/** A request that the bank refuses, with what its sender has to change. Nothing was done. */
final class Problem extends RuntimeException {
  final int status;
  final String code;
  final @Nullable String field;

  Problem(int status, String code, @Nullable String field, String text) {
    super(text, null, false, false);
    this.status = status;
    this.code = code;
    this.field = field;
  }

  static Problem invalid(String field, String text) { return new Problem(400, "invalid", field, text); }

  static Problem notFound(String code, String text) { return new Problem(404, code, null, text); }

  String text() { return String.valueOf(getMessage()); }
}
