/** The books over HTTP: parses, calls one verb, and turns its answer into a status. */
@NullMarked
package finality.ledger.http;

import org.jspecify.annotations.NullMarked;
