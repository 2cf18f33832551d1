package finality.rail.message.iso20022;

import finality.rail.message.Finding;
import finality.rail.message.Finding.Position;
import finality.rail.message.MessageListener;
import finality.rail.message.StatementHeader;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * camt.052, bank to customer account report, camt.053, statement, and camt.054, debit credit notification, of any version, alone or in an envelope. Elements are known by
 * their names, whatever the namespace; a namespace that is not the message's is told, and so is each kind of element that is not carried. One entry is kept at a time, and of each payment in it what is handed on.
 */
public final class CamtReader {
  private final Camt camt;
  private final Values read;
  private final Pages pages;
  private @Nullable OffsetDateTime created;
  private @Nullable StatementParts statement;
  private boolean any;

  private CamtReader(Camt camt, MessageListener listener) {
    this.camt = camt;
    read = new Values(listener);
    pages = new Pages(listener);
  }

  /** Reads to the end, in memory that does not grow with the number of entries. */
  public static void read(StatementHeader.Kind kind, InputStream in, MessageListener listener) throws IOException {
    var reader = new CamtReader(Camt.of(kind), listener);
    boolean whole = Xml.read(in, listener, reader::start);
    if (reader.statement != null) reader.statement.cutOff();
    reader.pages.end();
    reader.read.leftovers.end();
    if (whole && !reader.any) listener.found(Finding.error(Position.FILE, "no_statement", "There is no statement (" + reader.camt.statement + ") in this file."));
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
      var reading = new StatementParts(camt, read, pages, Xml.here(at), created);
      statement = reading;
      Xml.children(at, part -> {
        if (part.getLocalName().equals("Ntry")) reading.entry(part);
        else reading.part(Node.read(part));
      });
      statement = null;
      reading.end();
    } else {
      read.leftovers.element(Xml.here(at), at.getLocalName());
      Xml.skip(at);
    }
  }

  private void groupHeader(Node header) {
    created = read.instant(header, "CreDtTm");
    header.at("MsgId");   // names the delivery; each statement has a name of its own
    var pagination = header.at("MsgPgntn");
    if (pagination != null) pages.add(new Pages.Page(camt.root, "this message", pagination.text("PgNb"), header.position()), false, Values.isFalse(pagination.text("LastPgInd")));
    read.leftovers.of(header);
  }
}
