package finality.netting;

/** What may be set off against what. Only obligations in one asset that are due on one day ever are. */
public enum Method {
  /** Nothing: each obligation is paid in full. */
  GROSS,
  /** What two participants owe each other. */
  BILATERAL,
  /** What all owe all: each participant is left with one net against the rest. */
  MULTILATERAL
}
