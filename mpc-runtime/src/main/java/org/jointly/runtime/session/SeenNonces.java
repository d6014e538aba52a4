package org.jointly.runtime.session;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jointly.runtime.wire.Bytes32;

/**
 * The nonces of the queries a node was asked, so that none is answered twice.
 *
 * <p>A nonce is forgotten when its query has expired, since an expired query is refused anyway: here, too, whatever the clock says, so
 * that a clock that is put back lets no forgotten nonce in again. Used by many threads.
 */
public final class SeenNonces {
  private final Map<Bytes32, Instant> expiryByNonce = new HashMap<>();
  /** Nonces of before are forgotten; never goes back. */
  private Instant horizon = Instant.MIN;

  /**
   * Notes a nonce.
   *
   * @param forgetAfter when the query can no longer be replayed
   * @return whether it is known to be new
   */
  public synchronized boolean add(Bytes32 nonce, Instant forgetAfter, Instant now) {
    if (horizon.isBefore(now)) {
      horizon = now;
      expiryByNonce.values().removeIf(expiry -> expiry.isBefore(now));
    }
    return !forgetAfter.isBefore(horizon) && expiryByNonce.putIfAbsent(nonce, forgetAfter) == null;
  }
}
