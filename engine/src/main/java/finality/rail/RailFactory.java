package finality.rail;

import java.util.Set;

/** How a kind of rail joins the engine: each adapter's room has one as a Spring component. */
public interface RailFactory {

  /** The kind of rail, lower case: {@code bankapi}. */
  String rail();

  /** Other names it is configured and asked for by. */
  default Set<String> aliases() { return Set.of(); }

  /**
   * Makes one connection. Opens nothing: a bank that is down, or credentials that are not there yet, do not stop the start.
   * @throws WrongSetting when a setting of this connection is not usable
   */
  Rail connect(Profile profile, Settings settings);
}
