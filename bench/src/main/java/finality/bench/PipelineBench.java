package finality.bench;

import finality.ledger.Accounts;
import finality.money.Money;
import finality.rail.*;
import finality.rail.Profile;
import finality.rail.Statement;
import finality.settlement.*;
import java.math.BigDecimal;
import java.nio.file.*;
import java.sql.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.*;

/** The pipeline with a rail that answers at once. */
final class PipelineBench {

  @Configuration
  @ComponentScan(basePackages = {"finality.database", "finality.ledger", "finality.access"}, excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = "finality\\.(.*\\.http\\..*|ledger\\.(Ledger.*|BooksA.*))"))
  static class House {
    @Bean Clock clock() { return Clock.systemUTC(); }
  }

  static final class AtOnce implements Rail {
    final Profile profile = new Profile("bankapi", "at-once", "BENCHXXX", Set.of("EUR"), true, true, true, Duration.ZERO, Duration.ofMinutes(5), Duration.ofSeconds(10),
        Duration.ofMinutes(10), Duration.ofHours(1), 4000, 0, 5, Duration.ofSeconds(1), Duration.ofMinutes(5));
    public Profile profile() { return profile; }
    public void submit(List<Order> orders, BiConsumer<Order, Answer> answers) {
      var now = Instant.now();
      for (var o : orders) answers.accept(o, new Answer.Settled("B" + o.endToEndId(), o.amount(), BigDecimal.ZERO, now, 1));
    }
    public Answer lookUp(Order order) { return new Answer.Unknown("no"); }
    public CancelAnswer cancel(Order order, String reason) { return new CancelAnswer.Unknown("no"); }
    public Credits credits(String account, String cursor, int limit) { return new Credits(List.of(), cursor); }
    public Statement statement(String account, LocalDate day) { throw new UnsupportedOperationException(); }
  }

  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[0]);
    int debtors = Integer.parseInt(args[1]);
    int batch = Integer.parseInt(args[2]);
    var data = Path.of(args[3]);
    var context = new SpringApplicationBuilder(House.class).web(WebApplicationType.NONE).properties("FINALITY_DATA=" + data, "finality.database.server.shared_preload_libraries=pg_stat_statements", "finality.database.server.shared_buffers=1GB", "finality.database.server.max_wal_size=4GB", "spring.main.banner-mode=off").run();
    String url = Files.readString(data.resolve("database.url")).trim();
    System.out.println(url.replaceAll(":[^:@/]*@", ":…@"));
    var pool = context.getBean("pipelineDataSource", DataSource.class);
    var accounts = context.getBean(Accounts.class);
    String jdbc = url.startsWith("jdbc:") ? url : toJdbc(url);
    try (var c = DriverManager.getConnection(jdbc)) {
      c.createStatement().execute("INSERT INTO access.tenant(code,name,test) VALUES ('bench','bench',true) ON CONFLICT DO NOTHING");
      c.createStatement().execute("""
          WITH n AS (INSERT INTO ledger.account(tenant,code,kind,asset,scale,bank,number) SELECT t.id,'nostro-eur','nostro','EUR',2,'BENCHXXX','N1' FROM access.tenant t WHERE code='bench' ON CONFLICT DO NOTHING RETURNING *)
          INSERT INTO ledger.balance(account,tenant,posted,bounded,debit_normal) SELECT id,tenant,1000000000000,true,true FROM n""");
      c.createStatement().execute("""
          WITH n AS (INSERT INTO ledger.account(tenant,code,kind,asset,scale) SELECT t.id,'d'||g,'participant','EUR',2 FROM access.tenant t, generate_series(0,999) g WHERE code='bench' ON CONFLICT DO NOTHING RETURNING *)
          INSERT INTO ledger.balance(account,tenant,posted,bounded,debit_normal) SELECT id,tenant,1000000000,true,false FROM n""");
      c.createStatement().execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
      c.createStatement().execute("ANALYZE");
    }
    int tenant = 1;
    var rail = new AtOnce();
    var done = new AtomicLong();
    var inFlight = new Semaphore(2 * batch);
    try (var engine = new SettlementEngine(pool, accounts, List.of(rail), () -> List.of(tenant), Clock.systemUTC(), new SettlementEngine.Settings(batch, Duration.ofSeconds(1), 5, true), change -> { if (change.to().ended()) inFlight.release(); })) {
      engine.start();
      var s = engine.settlements();
      boolean book = args.length > 4 && args[4].equals("book");
      var stop = new AtomicBoolean();
      var seq = new AtomicLong();
      int feeders = 3;
      var threads = new ArrayList<Thread>();
      long t0 = System.nanoTime();
      double cpu0 = postgresCpu(data), jvm0 = jvmCpu();
      for (int f = 0; f < feeders; f++) threads.add(Thread.ofPlatform().start(() -> {
        while (!stop.get()) {
          var requests = new ArrayList<Request>(batch);
          for (int i = 0; i < batch; i++) {
            long n = seq.incrementAndGet();
            requests.add(new Request(tenant, UUID.randomUUID(), new UUID(n, n), "bench", book ? Kind.BOOK : Kind.PAYOUT, "d" + (n % debtors), book ? null : new Party("Bob Example", "DE89370400440532013000", "COBADEFFXXX", "DE"), book ? "d" + ((n + 500) % 1000) : null,
                new BigDecimal("12.34"), "EUR", null, Priority.NORMAL, null, "SALA", "INV-" + n, null, null, null, null, null));
          }
          inFlight.acquireUninterruptibly(batch);
          for (var a : s.submitAll(requests)) if (!(a instanceof Submitted.Created)) throw new IllegalStateException(a.toString());
          done.addAndGet(batch);
        }
      }));
      long last = 0;
      for (int i = 0; i < seconds; i++) { Thread.sleep(1000); long n = done.get(); System.out.print((n - last) + " "); last = n; }
      stop.set(true);
      for (var t : threads) t.join();
      try (var c = DriverManager.getConnection(jdbc)) {
        long settled = 0;
        while (true) { try (var r = c.createStatement().executeQuery("select (select count(*) from settlement.live)")) { r.next(); if (r.getLong(1) == 0) break; } Thread.sleep(20); }
        double took = (System.nanoTime() - t0) / 1e9;
        System.out.printf("%naccepted %d, all settled after %.1f s: %.0f/s%n", done.get(), took, done.get() / took);
        System.out.printf("CPU us per settlement: PG %.1f JVM %.1f%n", (postgresCpu(data) - cpu0) * 1e6 / done.get(), (jvmCpu() - jvm0) * 1e6 / done.get());
        try (var r = c.createStatement().executeQuery("""
            select calls, round(total_exec_time::numeric*1000/%d,2) us, rows, left(regexp_replace(query,'\\s+',' ','g'),90), round(wal_bytes::numeric/%d) from pg_stat_statements order by total_exec_time desc limit 16""".formatted(done.get(), done.get()))) {
          while (r.next()) System.out.println("  " + r.getLong(1) + " calls " + r.getString(2) + " us, " + r.getLong(3) + " rows, wal " + r.getString(5) + "  " + r.getString(4));
        }
        try (var r = c.createStatement().executeQuery("""
            select relname, pg_relation_size(oid)::bigint, reltuples::bigint, relkind from pg_class where relnamespace::regnamespace::text in ('settlement','ledger') and relkind in ('r','i') order by 2 desc limit 20""")) {
          while (r.next()) System.out.println("  " + r.getString(1) + " " + r.getLong(2) / Math.max(1, done.get()) + " B each");
        }
      }
    }
    context.close();
  }

  static double jvmCpu() { return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9; }

  static double postgresCpu(Path data) throws Exception {
    long master = Long.parseLong(Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).getFirst().trim());
    double ticks = 0;
    for (var ph : ProcessHandle.allProcesses().toList()) {
      if (ph.pid() != master && ph.parent().map(ProcessHandle::pid).orElse(0L) != master) continue;
      try {
        var f = Files.readString(Path.of("/proc/" + ph.pid() + "/stat"));
        var x = f.substring(f.lastIndexOf(')') + 2).split(" ");
        ticks += Long.parseLong(x[11]) + Long.parseLong(x[12]);
        if (ph.pid() == master) ticks += Long.parseLong(x[13]) + Long.parseLong(x[14]);
      } catch (java.io.IOException e) { }
    }
    return ticks / 100;
  }

  static String toJdbc(String url) {
    var u = java.net.URI.create(url);
    var up = u.getUserInfo().split(":", 2);
    return "jdbc:postgresql://" + u.getHost() + ":" + u.getPort() + u.getPath() + "?user=" + up[0] + "&password=" + up[1];
  }
}
