package finality.rail.message.iso20022;

/**
 * Which names a message has given so far, by 64 bits of each: at most 32 MB, whatever the message. Two of a million names agree by chance in one message of thirty million;
 * who makes two agree on purpose is told that his own message names one thing twice.
 */
final class Ids {
  private static final int LARGEST = 1 << 22;

  private long[] slots = new long[1 << 10];
  private int count;

  /** @return whether it is new; {@code false}, too, when no more are taken */
  boolean add(String kind, String id) {
    if (isFull()) return false;
    if (count * 4L >= slots.length * 3L) grow();
    return put(slots, hash(kind, id));
  }

  boolean isFull() { return count >= LARGEST / 4 * 3; }

  void forget() {
    slots = new long[1 << 10];
    count = 0;
  }

  private boolean put(long[] into, long hash) {
    int at = (int) (hash >>> 40) & into.length - 1;
    while (into[at] != 0) {
      if (into[at] == hash) return false;
      at = at + 1 & into.length - 1;
    }
    into[at] = hash;
    count++;
    return true;
  }

  private void grow() {
    var larger = new long[slots.length * 2];
    count = 0;
    for (long hash : slots) if (hash != 0) put(larger, hash);
    slots = larger;
  }

  /** FNV-1a over both, its bits mixed as SplitMix64 does; never zero. */
  private static long hash(String kind, String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < kind.length(); i++) hash = (hash ^ kind.charAt(i)) * 0x100000001b3L;
    for (int i = 0; i < id.length(); i++) hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }
}
