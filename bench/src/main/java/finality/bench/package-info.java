/**
 * What settling costs, beside what it is compared with: everything on one server in one run, in rounds, so that whatever else the
 * machine does meets all of it alike. Durability is as in production, and the books are audited after every part; a run whose books
 * are not sound is no result. Owns database {@code bench} of the server it starts; nothing of it is part of the product.
 */
@NullMarked
package finality.bench;

import org.jspecify.annotations.NullMarked;
