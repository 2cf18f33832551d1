package finality.rail.message.identifier;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of reading an identifier: the value, or why it is none. */
public sealed interface Checked<T> {

  record Valid<T>(T value) implements Checked<T> {}

  /** @param code stable, in snake case; @param reason a sentence for a person, which names what is wrong */
  record Refused<T>(String code, String reason) implements Checked<T> {}

  default boolean isValid() { return this instanceof Valid; }

  default Optional<T> found() { return this instanceof Valid<T>(var value) ? Optional.of(value) : Optional.empty(); }

  static <T> Checked<T> of(String text, @Nullable Refusal refusal, Function<String, T> value) {
    return refusal == null ? new Valid<>(value.apply(text)) : new Refused<>(refusal.code(), refusal.reason());
  }
}
