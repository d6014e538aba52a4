package org.jointly.cli.query;

import java.time.Duration;
import org.jointly.protocols.simulation.PredictedCost;

/**
 * What the network between the parties is assumed to be: the same between any two.
 *
 * @param roundTrip from one party to another and back
 * @param bitsPerSecond of each direction of each link, links being independent of each other
 */
public record Wire(Duration roundTrip, long bitsPerSecond) {
  private static final double NANOS = 1e9;

  /**
   * How long all rounds take if none begins before its sender has an answer to the one before: rounds · round trip. A round is one
   * way, so that half of it is the least.
   */
  public double latencySeconds(PredictedCost cost) {
    return cost.rounds() * (roundTrip.toNanos() / NANOS);
  }

  /** In each round as long as the busiest link takes. */
  public double transferSeconds(PredictedCost cost) {
    return cost.serialBytes() * 8.0 / bitsPerSecond;
  }
}
