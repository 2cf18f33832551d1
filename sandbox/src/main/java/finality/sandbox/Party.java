package finality.sandbox;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Who is paid, or who paid us. */
record Party(@Nullable String name, @Nullable String account, @Nullable String bank, @Nullable String country) {
  static final Party NOBODY = new Party(null, null, null, null);

  static Party read(Json json) { return new Party(json.text("name"), json.text("account"), json.text("bank"), json.text("country")); }

  ObjectNode json() { return Json.object().put("name", name).put("account", account).put("bank", bank).put("country", country); }
}
