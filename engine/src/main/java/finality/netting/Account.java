package finality.netting;

import java.util.Comparator;

/** What one participant has of one asset. Sorted by asset, then participant. */
public record Account(String participant, String asset) implements Comparable<Account> {
  private static final Comparator<Account> ORDER = Comparator.comparing(Account::asset).thenComparing(Account::participant);

  @Override public int compareTo(Account other) { return ORDER.compare(this, other); }

  @Override public String toString() { return participant + " " + asset; }
}
