package finality.rail.message.identifier;

import java.util.Arrays;

/** Keccak-256 as Ethereum uses it: with the padding that was there before SHA-3, so the JDK's SHA3-256 will not do. */
final class Keccak {
  private static final int RATE = 136;   // bytes
  private static final int[] ROTATIONS = {1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44};
  private static final int[] PLACES = {10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1};

  private Keccak() {}

  static byte[] hash256(byte[] message) {
    var padded = Arrays.copyOf(message, (message.length / RATE + 1) * RATE);
    padded[message.length] = 1;
    padded[padded.length - 1] |= (byte) 0x80;
    var state = new long[25];
    for (int at = 0; at < padded.length; at += RATE) {
      for (int i = 0; i < RATE; i++) state[i / 8] ^= (padded[at + i] & 0xFFL) << 8 * (i % 8);
      permute(state);
    }
    var hash = new byte[32];
    for (int i = 0; i < 32; i++) hash[i] = (byte) (state[i / 8] >>> 8 * (i % 8));
    return hash;
  }

  private static void permute(long[] a) {
    int shift = 1;   // register that yields the round constants
    var columns = new long[5];
    for (int round = 0; round < 24; round++) {
      for (int x = 0; x < 5; x++) columns[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
      for (int i = 0; i < 25; i++) a[i] ^= columns[(i + 4) % 5] ^ Long.rotateLeft(columns[(i + 1) % 5], 1);
      long moving = a[1];
      for (int i = 0; i < 24; i++) {
        long next = a[PLACES[i]];
        a[PLACES[i]] = Long.rotateLeft(moving, ROTATIONS[i]);
        moving = next;
      }
      for (int y = 0; y < 25; y += 5) {
        var row = Arrays.copyOfRange(a, y, y + 5);
        for (int x = 0; x < 5; x++) a[y + x] = row[x] ^ ~row[(x + 1) % 5] & row[(x + 2) % 5];
      }
      for (int j = 0; j < 7; j++) {
        if ((shift & 1) != 0) a[0] ^= 1L << (1 << j) - 1;
        shift = (shift & 0x80) != 0 ? shift << 1 ^ 0x171 : shift << 1;
      }
    }
  }
}
