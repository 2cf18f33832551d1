package finality.matching;

/** As the account's holder sees it, on both sides: a debit is money that went out. */
public enum Direction { DEBIT, CREDIT }
