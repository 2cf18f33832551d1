package finality.matching;

/** One way of finding matches. Passes are run in order; each sees what those before it left open. */
public sealed interface Pass {
  /** The field's word for it, as in results and rule files. */
  String name();

  /** What ties an item of the books to one of the statement. */
  enum Link {
    OWN("own_reference"),
    /** Whatever stands between letters and digits is no difference: INV-2026/17 is INV202617. */
    OWN_LETTERS_AND_DIGITS("own_reference_loose"),
    BANK("bank_reference"),
    /** The books' own reference is a word of the statement's text. */
    OWN_IN_TEXT("reference_in_text");

    final String word;

    Link(String word) { this.word = word; }
  }

  /** @param withFee the amounts differ by exactly a fee; otherwise they are equal or within a tolerance */
  record Reference(Link link, boolean withFee) implements Pass {
    @Override public String name() { return link.word + (withFee ? "_with_fee" : ""); }
  }

  /** A collective booking: the books' items of a batch add up to one line of the statement. */
  record Batch() implements Pass {
    @Override public String name() { return "batch"; }
  }

  /** Equal amount, near date, alike names.
   *  @param similarity least likeness of the names, 0 to 100
   *  @param margin how much less alike every other candidate must be */
  record Party(Window window, int similarity, int margin) implements Pass {
    public Party {
      if (similarity < 1 || similarity > 100 || margin < 1 || margin > 100) throw new IllegalArgumentException("similarity and margin are 1 to 100, not " + similarity + " and " + margin);
    }

    @Override public String name() { return "amount_date_party"; }
  }

  /** Equal amount and near date, the only such on both sides; for items that name no party. */
  record Amount(Window window) implements Pass {
    @Override public String name() { return "amount_date"; }
  }

  /**
   * One item against several that add up to it, when there is exactly one way.
   *
   * @param oneToMany one of the books, several of the statement; otherwise the other way round
   * @param byReference the several carry the one's reference; otherwise they name its party, within the window
   * @param parts at most so many
   * @param candidates with more than these nothing is searched: some subset of many adds up to anything
   */
  record Split(boolean oneToMany, boolean byReference, Window window, int similarity, int parts, int candidates) implements Pass {
    public Split {
      if (parts < 2 || candidates < 2 || candidates > 64) throw new IllegalArgumentException("a split has 2 parts or more, of 2 to 64 candidates");
    }

    @Override public String name() { return (oneToMany ? "one_to_many" : "many_to_one") + (byReference ? "_by_reference" : ""); }
  }
}
