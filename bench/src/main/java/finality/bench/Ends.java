package finality.bench;

import finality.settlement.Change;
import finality.settlement.ChangeListener;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Tells whoever is at work of each instruction that ended. */
@Component
final class Ends implements ChangeListener {
  private volatile Consumer<Change> listener = change -> { };

  void tell(Consumer<Change> listener) { this.listener = listener; }

  @Override public void changed(Change change) {
    if (change.to().ended()) listener.accept(change);
  }
}
