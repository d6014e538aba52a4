package org.jointly.cli.operator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jointly.cli.console.Surroundings;
import org.jointly.protocols.plan.Catalog;
import org.jointly.runtime.config.NodeConfig;
import org.jointly.runtime.fault.JointlyException;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.material.StoredMaterialStatus;
import org.jointly.runtime.material.StoredMaterialStatus.State;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.NodeClient;
import org.jointly.runtime.wire.Bytes32;
import org.jointly.runtime.wire.ControlMessage.LotsRequest;

/**
 * Which lots of material the other nodes have: a lot that one of them lacks is of use to nobody.
 *
 * @param me this node's party
 * @param known by party, as far as they said; this node's own is not among them
 * @param doubt why not everything is known
 */
public record LotsElsewhere(PartyId me, SortedMap<PartyId, List<Bytes32>> known, Optional<String> doubt) {
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final Duration ANSWERING = Duration.ofSeconds(10);

  /** Has this node ask the others; never fails. */
  public static LotsElsewhere seenFrom(NodeConfig config, Roster roster, Surroundings surroundings) {
    SortedMap<PartyId, List<Bytes32>> known = new TreeMap<>();
    if (Catalog.standard().suite(roster.suite()).filter(suite -> suite.preprocesses()).isEmpty()) {
      return new LotsElsewhere(config.party(), known, Optional.empty());
    }
    try (NodeClient node = new OwnNode(config, surroundings).connect(CONNECTING)) {
      LotsRequest request = new LotsRequest(Bytes32.random(surroundings.random()));
      node.lots(request, roster.parties().size(), ANSWERING).forEach((party, lots) -> lots.ifPresent(there -> known.put(party, there)));
    } catch (JointlyException unable) {
      return new LotsElsewhere(
          config.party(), known, Optional.of("whether the others have the same lots is not known: " + unable.getMessage()));
    }
    String silent = roster.parties().stream()
        .map(Roster.Party::id)
        .filter(party -> !known.containsKey(party))
        .map(PartyId::name)
        .collect(Collectors.joining(" and "));
    known.remove(config.party());
    return new LotsElsewhere(config.party(), known, silent.isEmpty()
        ? Optional.empty()
        : Optional.of("whether " + silent + " has the same lots is not known: not connected, or no answer"));
  }

  /** Who is known to lack a lot that is here; nobody if it is of no use anyway: nodes do not say whether they have such a one. */
  public List<String> lacking(StoredMaterialStatus lot) {
    if (lot.state() == State.OTHER_ROSTER || lot.state() == State.DAMAGED) {
      return List.of();
    }
    return known.entrySet().stream()
        .filter(party -> party.getValue().stream().noneMatch(lot::is))
        .map(party -> party.getKey().name())
        .toList();
  }

  /** Whether a lot that is in order here is known to be of no use. */
  public boolean isIncomplete(StoredMaterialStatus lot) {
    return lot.state() == State.READY && !lacking(lot).isEmpty();
  }

  /** Lots that others have, and not this node, with all that lack them, by the names of their folders. */
  public SortedMap<String, List<String>> notHere(List<StoredMaterialStatus> here) {
    SortedMap<String, List<String>> found = new TreeMap<>();
    known.values().stream().flatMap(List::stream).filter(id -> here.stream().noneMatch(lot -> lot.is(id))).forEach(id -> {
      Stream<PartyId> others = known.entrySet().stream().filter(party -> !party.getValue().contains(id)).map(party -> party.getKey());
      found.put(StoredMaterialStatus.name(id), Stream.concat(Stream.of(me), others).map(PartyId::name).sorted().toList());
    });
    return found;
  }
}
