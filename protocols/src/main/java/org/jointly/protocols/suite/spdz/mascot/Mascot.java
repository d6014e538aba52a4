package org.jointly.protocols.suite.spdz.mascot;

import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/**
 * Makes triples, bits and masks with MASCOT (Keller, Orsini, Scholl, CCS 2016, ePrint 2016/505), on vectors.
 *
 * <p>Where this differs from the paper: every coin is committed to and opened for itself ({@link
 * org.jointly.protocols.suite.spdz.check.Coins}), what is sent to all is compared by hash with every MAC check, and the oblivious
 * transfers are checked column by column ({@link org.jointly.protocols.suite.spdz.ot.ExtensionReceiver}).
 *
 * <p>Security: malicious with abort, any number of corrupted parties below n, statistical 40 bits and more: a wrong triple passes the
 * sacrifice with probability 1/p, a wrong MAC with 2/p, an inconsistent choice in the transfers with w/2^64 for w words (below 2^-50).
 * A corrupted party may guess bits of the factors that triples are combined from, and is caught for each bit with probability one
 * half; of what is combined from t factors of k bits it then knows nothing but with probability 2^(-(t-2)k/2), by the leftover hash lemma
 * as in section 5.1 of the paper: {@link TripleBatch#factors} takes t = 4 over 2^61-1 (2^-61) and t = 3 over 2^127-1 (2^-63).
 *
 * <p>Cost: see {@link TripleBatch} and {@link Authentication}.
 */
public final class Mascot implements MaterialMaker.Method {

  @Override
  public MaterialMaker open(MaterialMaker.Place place) {
    return new MascotMaker(place);
  }

  @Override
  public MaterialMaker.Foreseen foreseen(int parties, PrimeField field, Amounts atLeast, boolean first) {
    return MascotMaker.foreseen(parties, field, atLeast, first);
  }
}
