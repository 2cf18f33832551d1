package finality.rail.message.iso20022;

import finality.rail.message.StatementHeader.Kind;

/** The three messages in which banks tell of an account, and what they call their parts; the parts themselves are the same. */
enum Camt {
  REPORT("camt.052", "BkToCstmrAcctRpt", "Rpt", "RptPgntn", Kind.REPORT), STATEMENT("camt.053", "BkToCstmrStmt", "Stmt", "StmtPgntn", Kind.STATEMENT),
  NOTIFICATION("camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn", "NtfctnPgntn", Kind.NOTIFICATION);

  final String message;
  final String root;
  final String statement;
  final String pages;
  final Kind kind;

  Camt(String message, String root, String statement, String pages, Kind kind) {
    this.message = message;
    this.root = root;
    this.statement = statement;
    this.pages = pages;
    this.kind = kind;
  }

  static Camt of(Kind kind) {
    return switch (kind) {
      case REPORT -> REPORT;
      case STATEMENT -> STATEMENT;
      case NOTIFICATION -> NOTIFICATION;
    };
  }
}
