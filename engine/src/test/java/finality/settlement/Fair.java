package finality.settlement;

/** A kind of move that, once it stays possible, happens in the end. Everything else may be put off for ever. */
enum Fair { NO, TIME, CLAIM, CONDUCT, OVERDUE, WORKER }
