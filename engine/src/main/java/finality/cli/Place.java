package finality.cli;

/**
 * Where in which file something stands.
 *
 * @param file as the user named it
 * @param at for people: {@code line 17}
 * @param number what the key is derived from: the line, or the position in the file's list
 */
record Place(String file, String at, long number) {
  @Override public String toString() { return file + " " + at; }
}
