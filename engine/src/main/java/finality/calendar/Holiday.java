package finality.calendar;

import java.time.LocalDate;

/**
 * A day on which a centre is closed that its weekend does not explain, or that falls on its weekend.
 *
 * @param source key of the source in the centre's data file, such as {@code law} or {@code circular-2025}
 */
public record Holiday(LocalDate date, String name, String source) {}
