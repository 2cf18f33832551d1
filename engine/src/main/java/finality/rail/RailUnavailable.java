package finality.rail;

/** The counterparty could not be asked; nothing was learned and nothing changed. */
public final class RailUnavailable extends RuntimeException {
  public RailUnavailable(String why) { super(why); }

  public RailUnavailable(String why, Throwable cause) { super(why, cause); }
}
