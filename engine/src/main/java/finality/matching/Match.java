package finality.matching;

import java.util.List;

/**
 * Items that are the same money. Several on both sides: equal ones, of which nobody can say which is which and as many here as there.
 *
 * @param pass that found it
 * @param why empty when the pass's name says it all
 */
public record Match(String pass, List<Item> books, List<Item> statement, String why) {}
