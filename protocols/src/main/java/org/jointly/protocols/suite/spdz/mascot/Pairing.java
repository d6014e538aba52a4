package org.jointly.protocols.suite.spdz.mascot;

import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.suite.spdz.ot.ExtensionReceiver;
import org.jointly.protocols.suite.spdz.ot.ExtensionSender;

/**
 * What two parties have set up between them, as one of them holds it.
 *
 * @param receiver of extended transfers from the peer
 * @param sender of extended transfers to the peer
 * @param vector this party's vectors times the peer's key share
 * @param key the peer's vectors times this party's key share
 * @param mine a stream in common that shares this party's masks
 * @param theirs a stream in common that shares the peer's masks
 */
record Pairing(
    ExtensionReceiver receiver, ExtensionSender sender, CopeSender vector, CopeReceiver key, Prg mine, Prg theirs) {
  @Override
  public String toString() {
    return "Pairing[redacted]";
  }
}
