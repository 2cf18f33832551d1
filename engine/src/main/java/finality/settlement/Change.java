package finality.settlement;

import finality.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * News of one instruction, told after the commit on the node that made it, to whoever measures or shows. Not a feed: a
 * node that dies after its commit tells nobody.
 *
 * @param from null: it was accepted just now
 * @param attempts intents written so far
 * @param alarm a person must be told at once
 */
public record Change(int tenant, UUID id, @Nullable State from, State to, String cause, Money amount, String connection, int attempts, Instant createdAt, Instant at, boolean alarm) {}
