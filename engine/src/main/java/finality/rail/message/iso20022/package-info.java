/** ISO 20022 messages in XML. Always: no document type is read, so that nothing expands and nothing is fetched. */
@NullMarked
package finality.rail.message.iso20022;

import org.jspecify.annotations.NullMarked;
