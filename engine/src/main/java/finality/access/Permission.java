package finality.access;

/** What a route needs. Which role has it is {@link Role}'s table. */
public enum Permission {
  /** See the tenant's instructions, accounts and books. */
  READ,
  /** Submit instructions. */
  PAY,
  /** Cancel, retry, look up, propose a decision, pause and resume sending. */
  OPERATE,
  /** Open and close accounts, set limits. */
  TREASURY,
  /** Be the second pair of eyes. */
  APPROVE,
  /** Make and revoke keys. */
  ADMINISTER
}
