package finality.rail.message.nacha;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A file header (record 1).
 *
 * @param destination the ACH operator or the sending point: a routing number of nine digits
 * @param origin who made the file: a routing number, or ten characters that the operator gave out
 * @param created as written: the rules name no zone; {@code null}: it cannot be read
 * @param modifier tells files of one day apart: A to Z, 0 to 9
 * @param reference for the maker's own use, at most 8 characters
 */
public record AchFile(String destination, String origin, @Nullable LocalDateTime created, String modifier, String destinationName, String originName, String reference) {}
