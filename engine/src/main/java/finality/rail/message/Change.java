package finality.rail.message;

/** The receiving bank says what must be written otherwise next time; the payment went: NACHA notification of change. @param code {@code C01} to {@code C14}. @param corrected the right data, as it stands there */
public record Change(Original original, String code, String corrected) implements Item {}
