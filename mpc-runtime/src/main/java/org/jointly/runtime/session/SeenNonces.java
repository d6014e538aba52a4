package org.jointly.runtime.session;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jointly.runtime.wire.Bytes32;

/**
 * The nonces of the queries a node was asked, so that none is answered twice.
 *
 * <p>A nonce is forgotten when its query has expired, since an expired query is refused anyway. Used by many threads.
 */
public final class SeenNonces {
  private final Map<Bytes32, Instant> expiryByNonce = new HashMap<>();

  /**
   * Notes a nonce.
   *
   * @param forgetAfter when the query can no longer be replayed
   * @return whether it was new
   */
  public synchronized boolean add(Bytes32 nonce, Instant forgetAfter, Instant now) {
    expiryByNonce.values().removeIf(expiry -> expiry.isBefore(now));
    return expiryByNonce.putIfAbsent(nonce, forgetAfter) == null;
  }
}
