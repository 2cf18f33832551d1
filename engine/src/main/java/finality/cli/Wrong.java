package finality.cli;

/**
 * Why a line cannot be sent.
 *
 * @param field as the API calls it, or the column's name
 * @param why what is wrong and what to do
 */
record Wrong(String field, String why) {
  @Override public String toString() { return field.isEmpty() ? why : field + ": " + why; }
}
