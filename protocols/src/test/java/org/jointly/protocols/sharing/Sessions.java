package org.jointly.protocols.sharing;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jointly.protocols.round.PartyIndex;

/** Keys of all parties of a session in one place. */
final class Sessions {
  private Sessions() {}

  static List<SharingKeys> keys(int parties, int threshold) {
    return keys(parties, threshold, "a session");
  }

  static List<SharingKeys> keys(int parties, int threshold, String context) {
    List<KeyContribution> contributions = contributions(parties, threshold);
    List<SharingKeys> keys = new ArrayList<>();
    for (int i = 1; i <= parties; i++) {
      keys.add(contributions.get(i - 1).complete(context.getBytes(), incoming(contributions, i)));
    }
    return keys;
  }

  static List<KeyContribution> contributions(int parties, int threshold) {
    List<KeyContribution> contributions = new ArrayList<>();
    for (int i = 1; i <= parties; i++) {
      contributions.add(new KeyContribution(new PartyIndex(i), parties, threshold, new SecureRandom()));
    }
    return contributions;
  }

  static Map<PartyIndex, byte[]> incoming(List<KeyContribution> contributions, int receiver) {
    Map<PartyIndex, byte[]> incoming = new TreeMap<>();
    for (int i = 1; i <= contributions.size(); i++) {
      if (i != receiver) {
        incoming.put(new PartyIndex(i), contributions.get(i - 1).outgoing().get(new PartyIndex(receiver)));
      }
    }
    return incoming;
  }
}
