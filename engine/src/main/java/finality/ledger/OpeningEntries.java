package finality.ledger;

import com.github.f4b6a3.uuid.UuidCreator;
import finality.money.Money;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** What accounts held before these books began. */
@Component
public class OpeningEntries {
  private final DataSource pool;

  OpeningEntries(@Qualifier("pipelineDataSource") DataSource pool) { this.pool = pool; }

  /** The bank of the nostro held this much for the owner: debit the one, credit the other. Does nothing when something was booked to the owner before. */
  public void book(Account nostro, Account owner, Money amount, Instant at) {
    try (var tx = pool.getConnection()) {
      tx.setAutoCommit(false);
      if (isBooked(tx, owner)) return;
      var posting = Books.open(tx, List.of(nostro.id(), owner.id()), at);
      posting.transfer(UuidCreator.getTimeOrderedEpoch(), nostro.id(), owner.id(), amount.amount(), TransferKind.ADJUSTMENT);
      posting.write();
      tx.commit();
    } catch (SQLException e) {
      throw new IllegalStateException("the opening entry of " + owner.code() + " could not be booked: " + e.getMessage(), e);
    }
  }

  private static boolean isBooked(Connection tx, Account owner) throws SQLException {
    try (var select = tx.prepareStatement("SELECT EXISTS (SELECT FROM ledger.transfer WHERE credit = ?)")) {
      select.setLong(1, owner.id());
      try (var found = select.executeQuery()) {
        found.next();
        return found.getBoolean(1);
      }
    }
  }
}
