package finality.screening;

import finality.rail.Party;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is neither paid nor pays: by name, account, bank or country, all compared as {@link Plain}. A name matches as a whole; likeness is a
 * compliance service's business. A country is also that of an IBAN and of a BIC, whatever the client says; a bank's BIC stands for all its branches.
 */
final class BlockedParties {
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}");
  private static final Pattern BIC = Pattern.compile("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?");
  private static final int BANK_OF_BIC = 8;

  private final Set<String> names;
  private final Set<String> accounts;
  private final Set<String> banks;
  private final Set<String> countries;

  BlockedParties(Collection<String> names, Collection<String> accounts, Collection<String> banks, Collection<String> countries) {
    this.names = plain(names);
    this.accounts = plain(accounts);
    this.banks = banks.stream().map(Plain::of).map(bank -> BIC.matcher(bank).matches() && bank.endsWith("XXX") ? bank.substring(0, BANK_OF_BIC) : bank).collect(Collectors.toUnmodifiableSet());
    this.countries = plain(countries);
  }

  private static Set<String> plain(Collection<String> written) { return written.stream().map(Plain::of).collect(Collectors.toUnmodifiableSet()); }

  boolean isEmpty() { return names.isEmpty() && accounts.isEmpty() && banks.isEmpty() && countries.isEmpty(); }

  /** What of this party is blocked: "name", "account", "bank", "country"; empty when nothing is. */
  Optional<String> match(Party party) {
    if (listed(names, party.name())) return Optional.of("name");
    if (listed(accounts, party.account())) return Optional.of("account");
    if (party.bank() != null && bank(Plain.of(party.bank()))) return Optional.of("bank");
    return country(party) ? Optional.of("country") : Optional.empty();
  }

  private static boolean listed(Set<String> list, @Nullable String written) { return written != null && !list.isEmpty() && list.contains(Plain.of(written)); }

  private boolean bank(String bank) { return banks.contains(bank) || BIC.matcher(bank).matches() && banks.contains(bank.substring(0, BANK_OF_BIC)); }

  private boolean country(Party party) {
    if (countries.isEmpty()) return false;
    if (listed(countries, party.country())) return true;
    var account = Plain.of(party.account());
    if (IBAN.matcher(account).matches() && countries.contains(account.substring(0, 2))) return true;
    var bank = party.bank() == null ? "" : Plain.of(party.bank());
    return BIC.matcher(bank).matches() && countries.contains(bank.substring(4, 6));
  }
}
