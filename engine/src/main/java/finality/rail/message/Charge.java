package finality.rail.message;

import org.jspecify.annotations.Nullable;

/** What a bank has taken. @param agent who took it */
public record Charge(Amount amount, @Nullable Agent agent) {}
