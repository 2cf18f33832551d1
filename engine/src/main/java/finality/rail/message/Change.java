package finality.rail.message;

import org.jspecify.annotations.Nullable;

/**
 * The receiving bank says what must be written otherwise next time; the payment went: NACHA notification of change.
 *
 * @param changeId the notification's own name: its trace number
 * @param code {@code C01} to {@code C14}
 * @param corrected the right data, as it stands there
 */
public record Change(@Nullable String changeId, Original original, String code, String corrected) implements Item {}
