package finality.rail;

import finality.rail.message.identifier.Countries;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a bank is named: by its BIC, ISO 9362, or by the code that its country's clearing gave it. */
final class BankCode {
  private static final Pattern BIC = Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?");
  /** ABA, sort code, BLZ, BSB, CNAPS …: 3 to 12 digits, in groups or not; of ISO 20022's clearing systems India's alone has letters. */
  private static final Pattern NATIONAL = Pattern.compile("(?=(?:[0-9]-?){3,12}$)[0-9]+(-[0-9]+)*|[A-Z]{4}0[A-Z0-9]{6}");

  private BankCode() {}

  /** Where a bank named by its BIC is. */
  static Optional<String> country(String bank) { return BIC.matcher(bank).matches() && !NATIONAL.matcher(bank).matches() ? Optional.of(bank.substring(4, 6)) : Optional.empty(); }

  /** What is wrong with it, as the end of a sentence; empty when nothing is. */
  static Optional<String> wrong(String bank) {
    if (NATIONAL.matcher(bank).matches()) return Optional.empty();
    if (!BIC.matcher(bank).matches())
      return Optional.of("is neither a BIC (8 or 11 capital letters and digits: four for the bank, the country's two letters, two for the place, three for a branch, as in COBADEFFXXX) nor a national bank code of digits");
    var country = bank.substring(4, 6);
    return Countries.has(country) ? Optional.empty() : Optional.of("has the form of a BIC, and there is no country " + country + ", its fifth and sixth letter");
  }
}
