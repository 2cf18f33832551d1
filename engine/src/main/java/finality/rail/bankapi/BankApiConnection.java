package finality.rail.bankapi;

import finality.rail.Profile;
import java.time.Duration;

/**
 * One bank behind this protocol, as configured.
 *
 * @param access who we are there; read when it is needed, so that it may come later than the start and be renewed
 * @param allowPlainHttp {@code http://} is accepted to a loopback address, for a bank on this machine
 * @param throttlingPrecedesAcceptance the bank promises that what it answers with 429 it has not taken
 * @param connectTimeout for a connection to the bank, its TLS handshake included
 * @param breakerFailures so many calls in a row without an answer stop the sending
 * @param breakerPause for so long, then one order tries it again
 */
public record BankApiConnection(
    Profile profile, Access access, boolean allowPlainHttp, boolean throttlingPrecedesAcceptance,
    Duration connectTimeout, int breakerFailures, Duration breakerPause) {}
