package finality.matching;

import java.util.List;

/**
 * What may belong together; a person decides.
 *
 * @param score 0 to 100; for order only
 * @param reasons for and against
 */
public record Proposal(int score, List<Item> books, List<Item> statement, List<String> reasons) {}
