package finality.screening;

import finality.money.Money;
import finality.rail.Party;
import java.time.Instant;

/**
 * What is about to be funded.
 *
 * @param debtor who pays: the owner of the account, the account's number (or code) and, of a vostro, its bank
 * @param creditor who is paid; of a transfer within the books, the owner of the account that receives
 * @param at the moment of funding
 */
public record Payment(int tenant, Party debtor, Party creditor, Money amount, Instant at) {}
