package finality.rail;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who is paid, as the network needs it.
 *
 * @param account IBAN, CLABE, chain address, or whatever the rail addresses
 * @param bank BIC or national bank code, where the rail needs one
 * @param country ISO 3166-1 alpha-2
 */
public record Party(@Nullable String name, String account, @Nullable String bank, @Nullable String country) {}
