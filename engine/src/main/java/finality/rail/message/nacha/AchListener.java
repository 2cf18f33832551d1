package finality.rail.message.nacha;

import finality.rail.message.Finding.Position;

/** Hears the records of an ACH file themselves, each before what it says in general terms is told to the {@link finality.rail.message.MessageListener}. */
public interface AchListener {
  AchListener NONE = new AchListener() {};

  default void file(AchFile file, Position position) {}

  default void batch(AchBatch batch, Position position) {}

  default void entry(AchEntry entry, Position position) {}
}
