package finality.rail.message.iso20022;

import finality.rail.message.CharacterSet;
import org.jspecify.annotations.Nullable;

/** By whose rules a message is written. Each narrows the message definition; what it does not allow is refused. */
public enum Profile {
  /** The message definition alone: whatever the schema takes. */
  ISO(null, null),
  /**
   * Swift's cross-border payments and reporting plus, usage guidelines SR2024: one transaction a message, in an envelope with the business application header; UETR, instruction id of at most 16 characters,
   * settlement date and both instructing agents' BICs in the transaction; no charge bearer SLEV; agents by BIC, or by name and address; FIN's set x in references, the extended set in names, addresses and texts.
   */
  CBPR(CharacterSet.FIN_X, CharacterSet.CBPR_EXTENDED),
  /**
   * SEPA credit transfer, from general knowledge of the EPC's interbank implementation guidelines: euro, 0.01 to 999,999,999.99; service level SEPA, charge bearer SLEV; IBAN, BIC and names of at most 70 characters on both sides;
   * one unstructured remittance of 140 characters or a creditor reference; the Latin set of EPC217-08, no stroke at the ends of a reference nor two of them together.
   */
  SEPA(CharacterSet.SEPA, CharacterSet.SEPA);

  private final @Nullable CharacterSet references;
  private final @Nullable CharacterSet texts;

  Profile(@Nullable CharacterSet references, @Nullable CharacterSet texts) {
    this.references = references;
    this.texts = texts;
  }

  /** In which references, codes and numbers are written; {@code null}: in any characters. */
  @Nullable CharacterSet references() { return references; }

  /** In which names, addresses and what people write is written. */
  @Nullable CharacterSet texts() { return texts; }
}
