/**
 * What messages and statements say as JSON for bank APIs (docs/message-json.md, {@code message.schema.json}): the same members whatever the format it came from, written
 * and read as a stream of items.
 */
@NullMarked
package finality.rail.message.json;

import org.jspecify.annotations.NullMarked;
