package finality.rail.message;

import java.math.BigDecimal;

/** A message about payments without its items. @param items how many there are, those that cannot be read among them. @param sum of their amounts, whatever the currencies */
public record MessageTotals(MessageHeader header, long items, BigDecimal sum) {}
