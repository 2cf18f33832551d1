package finality.settlement;

/** Hears of changes made on this node. Must be quick and throw nothing: it is called on the pipeline's own threads. */
@FunctionalInterface
public interface ChangeListener {
  void changed(Change change);
}
