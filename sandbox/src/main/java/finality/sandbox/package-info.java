/**
 * The sandbox bank: a bank of its own to settle against, in its own process, over its own PostgreSQL, with its own books.
 * It speaks {@code bankapi} over mTLS and has an admin API on loopback. It is nobody's library and knows nothing of the engine.
 *
 * <p>Always: an answer about an order leaves after what it says is durable (except where a fault makes the bank lie); every booking
 * debits one account and credits another by the same amount, so all balances of a currency add up to zero; the journal is only
 * appended to; there is one writer, so an id is judged by one request at a time and bookings become visible in their order.
 *
 * <p>Owns the tables {@code account}, {@code payment}, {@code booking} and {@code mode} of its database.
 */
@NullMarked
package finality.sandbox;

import org.jspecify.annotations.NullMarked;
