/** The settlement room's HTTP routes, in the house's words and, under {@code /api/treasury/settlement}, in the source's. */
@NullMarked
package finality.settlement.http;

import org.jspecify.annotations.NullMarked;
