package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * camt.053, bank to customer statement, of any version, alone or in an envelope. Elements are known by their names, whatever the namespace; a namespace that is not
 * the message's is told. One entry is kept at a time.
 */
public final class Camt053Reader {
  private final MessageListener listener;
  private @Nullable String created;
  private boolean any;

  private Camt053Reader(MessageListener listener) { this.listener = listener; }

  /** Reads to the end, in memory that does not grow with the number of entries. */
  public static void read(InputStream in, MessageListener listener) throws IOException {
    var open = new Watched(listener);
    var camt = new Camt053Reader(open);
    boolean whole = Xml.read(in, open, camt::start);
    if (open.begun) open.ended();
    if (whole && !camt.any) open.found(Finding.error(Position.FILE, "no_statement", "There is no statement (Stmt) in this file."));
  }

  private void start(XMLStreamReader at) throws XMLStreamException {
    switch (at.getLocalName()) {
      case "BkToCstmrStmt" -> Xml.expectNamespace(at, "camt.053", listener);
      case "GrpHdr" -> created = Node.read(at).text("CreDtTm");
      case "Stmt" -> {
        any = true;
        var statement = new StatementParts(listener, Xml.here(at), created);
        Xml.children(at, part -> statement.part(Node.read(part)));
        statement.end();
      }
      default -> { }
    }
  }

  /** Knows whether a statement is open when the text breaks off. */
  private static final class Watched implements MessageListener {
    private final MessageListener next;
    private boolean begun;

    Watched(MessageListener next) { this.next = next; }

    @Override public void begun(finality.rail.message.StatementHeader header) {
      begun = true;
      next.begun(header);
    }

    @Override public void balance(finality.rail.message.Balance balance, Position position) { next.balance(balance, position); }

    @Override public void line(finality.rail.message.StatementLine line) { next.line(line); }

    @Override public void ended() {
      begun = false;
      next.ended();
    }

    @Override public void found(Finding finding) { next.found(finding); }
  }
}
