package finality.rail.message.nacha;

import finality.rail.message.Direction;
import org.jspecify.annotations.Nullable;

/** Standard entry class: which fields an entry has and which addenda may follow it (Nacha Operating Rules, appendix three). */
enum EntryClass {
  PPD(Fields.NAMED, "05", 1, null), CCD(Fields.NAMED, "05", 1, null), CTX(Fields.COUNTED, "05", 9_999, null), IAT(Fields.INTERNATIONAL, "17", 5, null), COR(Fields.NAMED, "98", 1, null),
  WEB(Fields.NAMED, "05", 1, null), TEL(Fields.NAMED, "", 0, null), CIE(Fields.NAME_FIRST, "05", 1, Direction.CREDIT), ARC(Fields.NAMED, "", 0, Direction.DEBIT),
  BOC(Fields.NAMED, "", 0, Direction.DEBIT), POP(Fields.NAMED, "", 0, Direction.DEBIT), RCK(Fields.NAMED, "", 0, Direction.DEBIT), TRC(Fields.NAMED, "", 0, Direction.DEBIT),
  XCK(Fields.NAMED, "", 0, Direction.DEBIT), TRX(Fields.COUNTED, "05", 9_999, Direction.DEBIT), POS(Fields.NAMED, "02", 1, null), SHR(Fields.NAMED, "02", 1, null), MTE(Fields.NAMED, "02", 1, null),
  ENR(Fields.COUNTED, "05", 9_999, Direction.CREDIT), DNE(Fields.NAMED, "05", 1, Direction.CREDIT), ACK(Fields.NAMED, "05", 1, Direction.CREDIT), ATX(Fields.COUNTED, "05", 9_999, Direction.CREDIT),
  /** Accounting advice of an operator: no payments, and records of their own layout. */
  ADV(Fields.ADVICE, "", 0, null);

  /** How columns 40 to 78 of the entry are divided. */
  enum Fields { NAMED, NAME_FIRST, COUNTED, INTERNATIONAL, ADVICE }

  final Fields fields;
  /** Type of the optional addenda; empty: none are allowed. */
  final String addenda;
  final int mostAddenda;
  /** {@code null}: both. The other way round only to reverse. */
  final @Nullable Direction direction;

  EntryClass(Fields fields, String addenda, int mostAddenda, @Nullable Direction direction) {
    this.fields = fields;
    this.addenda = addenda;
    this.mostAddenda = mostAddenda;
    this.direction = direction;
  }

  static @Nullable EntryClass of(String code) {
    for (var known : values()) if (known.name().equals(code)) return known;
    return null;
  }

  /** An entry of this class without an addendum says nothing. */
  boolean needsAddenda() { return addenda.equals("02") || this == COR; }
}
