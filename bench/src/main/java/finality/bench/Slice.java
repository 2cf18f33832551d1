package finality.bench;

import java.util.Map;

/**
 * What one workload did in one round. Figures are per settlement (or transaction); a figure that was not taken is NaN.
 *
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param postgresMicros CPU of PostgreSQL's processes
 * @param jvmMicros CPU of the JVM that asks, which is the engine's where the engine is measured
 * @param foreign share of the machine's processors that others used meanwhile
 * @param parts stored bytes of each table and index
 */
record Slice(double perSecond, double p50, double p99, double postgresMicros, double jvmMicros, double walBytes, double foreign,
    long jvmPeak, long postgresPeak, double storedBytes, Map<String, Double> parts) {

  Slice storing(Map<String, Double> parts) {
    return new Slice(perSecond, p50, p99, postgresMicros, jvmMicros, walBytes, foreign, jvmPeak, postgresPeak, parts.values().stream().mapToDouble(d -> d).sum(), parts);
  }
}
