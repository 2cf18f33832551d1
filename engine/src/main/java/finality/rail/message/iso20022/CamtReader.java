package finality.rail.message.iso20022;

import finality.rail.message.Balance;
import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import finality.rail.message.StatementHeader;
import finality.rail.message.StatementLine;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * camt.052, bank to customer account report, camt.053, statement, and camt.054, debit credit notification, of any version, alone or in an envelope. Elements are known by
 * their names, whatever the namespace; a namespace that is not the message's is told, and so is each kind of element that is not carried. One entry is kept at a time.
 */
public final class CamtReader {
  private final Camt camt;
  private final Values read;
  private @Nullable OffsetDateTime created;
  private boolean any;

  private CamtReader(Camt camt, MessageListener listener) {
    this.camt = camt;
    read = new Values(listener);
  }

  /** Reads to the end, in memory that does not grow with the number of entries. */
  public static void read(StatementHeader.Kind kind, InputStream in, MessageListener listener) throws IOException {
    var open = new Watched(listener);
    var reader = new CamtReader(Camt.of(kind), open);
    boolean whole = Xml.read(in, open, reader::start);
    if (open.begun) {
      open.unreadable(Position.FILE);   // and whatever came behind
      open.ended();
    }
    if (whole && !reader.any) open.found(Finding.error(Position.FILE, "no_statement", "There is no statement (" + reader.camt.statement + ") in this file."));
  }

  private void start(XMLStreamReader at) throws XMLStreamException {
    if (!at.getLocalName().equals(camt.root) && !at.getLocalName().equals(camt.root + "V01")) return;   // the first version carried its number in the name
    Xml.expectNamespace(at, camt.message, read.listener);
    created = null;
    var once = read.leftovers.new Once(Set.of());
    Xml.children(at, part -> part(part, once));
    read.anotherMessage();
  }

  private void part(XMLStreamReader at, Leftovers.Once once) throws XMLStreamException {
    if (at.getLocalName().equals("GrpHdr")) {
      var header = Node.read(at);
      if (!once.isAgain(header)) groupHeader(header);
    } else if (at.getLocalName().equals(camt.statement)) {
      any = true;
      var statement = new StatementParts(camt, read, Xml.here(at), created);
      Xml.children(at, part -> statement.part(Node.read(part)));
      statement.end();
    } else {
      read.leftovers.element(Xml.here(at), at.getLocalName());
      Xml.skip(at);
    }
  }

  private void groupHeader(Node header) {
    created = read.instant(header, "CreDtTm");
    header.at("MsgId");   // names the delivery; each statement has a name of its own
    if (Values.isFalse(header.text("MsgPgntn/LastPgInd"))) read.warning(header, "more_pages", "Page " + header.text("MsgPgntn/PgNb") + " of this message is not its last: the rest is in another file.");
    else header.at("MsgPgntn/PgNb");
    read.leftovers.of(header);
  }

  /** Knows whether a statement is open when the text breaks off. */
  private static final class Watched implements MessageListener {
    private final MessageListener next;
    private boolean begun;

    Watched(MessageListener next) { this.next = next; }

    @Override public void begun(StatementHeader header) {
      begun = true;
      next.begun(header);
    }

    @Override public void balance(Balance balance, Position position) { next.balance(balance, position); }

    @Override public void line(StatementLine line) { next.line(line); }

    @Override public void unreadable(Position position) { next.unreadable(position); }

    @Override public void ended() {
      begun = false;
      next.ended();
    }

    @Override public void found(Finding finding) { next.found(finding); }
  }
}
