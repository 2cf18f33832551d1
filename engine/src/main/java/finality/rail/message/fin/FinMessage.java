package finality.rail.message.fin;

import java.util.List;
import java.util.Optional;

/** A message cut into fields, with what stands around it. @param kind {@code 103}, {@code 103 STP}, {@code 103 REMIT}, {@code 202} or {@code 202 COV} */
record FinMessage(String kind, Envelope envelope, List<Field> fields) {
  FinMessage { fields = List.copyOf(fields); }

  boolean ofCustomers() { return kind.startsWith("103"); }

  boolean covers() { return kind.equals("202 COV"); }

  /** All of a message that has one sequence, the first of an MT202 COV. */
  Part first() { return new Part(covers() ? fields.subList(0, border()) : fields); }

  /** The customer's payment within an MT202 COV: from the ordering customer on. */
  Part second() { return new Part(fields.subList(border(), fields.size())); }

  private int border() {
    for (int i = 0; i < fields.size(); i++) if (fields.get(i).number().equals("50")) return i;
    return fields.size();
  }

  /** The fields of one sequence. */
  record Part(List<Field> fields) {

    /** @param number without option: {@code 52} finds 52A and 52D */
    Optional<Field> find(String number) { return fields.stream().filter(field -> field.number().equals(number)).findFirst(); }

    Optional<Field> tagged(String tag) { return fields.stream().filter(field -> field.tag().equals(tag)).findFirst(); }

    List<Field> all(String tag) { return fields.stream().filter(field -> field.tag().equals(tag)).toList(); }

    boolean has(String number) { return find(number).isPresent(); }
  }
}
