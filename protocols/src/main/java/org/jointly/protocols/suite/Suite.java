package org.jointly.protocols.suite;

import java.util.List;

/**
 * A protocol suite in the catalogue: how secrets are held and computed on.
 *
 * <p>Stateless and shared between threads. A suite never names a statistic.
 */
public interface Suite {

  /** The name in rosters and reports, for example {@code shamir}. */
  String name();

  /**
   * The security model for a computation whose values, sums included, stay below 2^valueBits in magnitude.
   *
   * @param comparedBits the widest value that is compared, 0 if none is; comparisons need statistical headroom
   * @throws UnsupportedSetting if this suite cannot serve that many parties, that adversary or such wide values; the
   *     message says what it could
   */
  SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits);

  /**
   * The widest comparison, in bits, by which a session decides whether all of these are reached; 0 if it takes none.
   *
   * @param together decided on as one
   */
  default int comparedBits(List<Threshold> together) {
    return together.stream().mapToInt(Threshold::bits).max().orElse(0);
  }

  /**
   * One party's side of one session: agrees on keys with the others over the network (the setup round), then computes.
   *
   * <p>Blocking; to be called on the session's own thread, at every party.
   *
   * @throws org.jointly.protocols.round.ProtocolViolationException if a peer's setup message is not what it should be
   */
  SuiteSession open(SecurityModel model, Seat seat);

  /** Whether its sessions use up what can be made beforehand. */
  default boolean preprocesses() {
    return false;
  }

  /**
   * What pieces in a {@link MaterialStore} amount to, by the kinds of {@link SuiteSession#preprocessing}.
   *
   * @param stored by the kinds of the store
   */
  default Preprocessing counted(Preprocessing stored, int parties) {
    return stored;
  }

  /**
   * A session that is there to be counted, among parties that nobody has an interest in: as {@link #open}, but what is made beforehand may
   * be counted only, and be worth nothing. So it may refuse to compute on anything but zeros.
   */
  default SuiteSession openOnZeros(SecurityModel model, Seat seat) {
    return open(model, seat);
  }

  /**
   * Makes material with all parties, for a {@link MaterialStore}: everybody calls it with the same amounts. Blocking, a session of its
   * own; if it fails, what the sink got must not be used.
   *
   * @param amounts by kind, as in {@link SuiteSession#preprocessing}
   * @throws UnsupportedSetting if this suite needs nothing made beforehand, or not such a kind
   */
  default void preprocess(SecurityModel model, Seat seat, Preprocessing amounts, MaterialSink sink) {
    throw new UnsupportedSetting("suite " + name() + " needs no preprocessing");
  }
}
