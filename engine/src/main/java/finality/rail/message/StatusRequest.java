package finality.rail.message;

import org.jspecify.annotations.Nullable;

/** Asks what became of a payment: pacs.028. */
public record StatusRequest(@Nullable String requestId, Original original) implements Item {}
