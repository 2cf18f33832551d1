package finality.rail.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the payment is for. @param unstructured lines as written. @param creditorReference what the creditor gave to be told again (ISO 11649 {@code RF…}, or another), {@code referenceType} its kind ({@code SCOR}) */
public record Remittance(List<String> unstructured, @Nullable String creditorReference, @Nullable String referenceType) {
  public static final Remittance NONE = new Remittance(List.of(), null, null);

  public Remittance { unstructured = List.copyOf(unstructured); }

  public static Remittance of(String... lines) { return new Remittance(List.of(lines), null, null); }
}
