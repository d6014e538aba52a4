package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.builder.numeric.NumericResourcePool;
import dk.alexandra.fresco.framework.builder.numeric.field.BigIntegerFieldDefinition;
import dk.alexandra.fresco.framework.builder.numeric.field.FieldDefinition;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.field.Lagrange;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.integer.IntegerVector;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.sharing.CompressedDealing;
import org.jointly.protocols.sharing.Pieces;
import org.jointly.protocols.sharing.Prg;
import org.jointly.protocols.sharing.PseudoRandomSharing;
import org.jointly.protocols.sharing.SharingKeys;
import org.jointly.protocols.suite.OpeningGuard;
import org.jointly.protocols.suite.shamir.bits.BitParty;
import org.jointly.protocols.suite.shamir.verify.Claims;

/** What the gates of one party share during a session: field, places, streams, and the guard before openings. */
final class ShamirResources implements NumericResourcePool {
  private final PrimeField field;
  private final SharingKeys keys;
  private final OpeningGuard guard;
  private final FieldDefinition definition;
  private final List<PartyIndex> parties;
  private final CompressedDealing dealing;
  private final PseudoRandomSharing randomness;
  private final long[] reductionWeight;
  private final Optional<Coins> coins;
  private final PseudoRandomSharing verificationRandomness;
  private final Claims claims;
  private final OpenedDigest opened = new OpenedDigest();
  private Optional<BitParty> bits = Optional.empty();
  private final SortedMap<Integer, Prg> permutationStreams = new TreeMap<>();
  private final SortedMap<PartyIndex, Prg> seedStreams = new TreeMap<>();

  /** @param coins against malicious parties */
  ShamirResources(PrimeField field, SharingKeys keys, Optional<Coins> coins, OpeningGuard guard) {
    this.field = field;
    this.keys = keys;
    this.guard = guard;
    this.definition = new BigIntegerFieldDefinition(field.modulus());
    this.parties = IntStream.rangeClosed(1, keys.parties()).mapToObj(PartyIndex::new).toList();
    this.dealing = new CompressedDealing(field, keys, "gates");
    this.randomness = new PseudoRandomSharing(field, keys, "gates");
    this.coins = coins;
    this.verificationRandomness = new PseudoRandomSharing(field, keys, "verification");
    this.claims = new Claims(field);
    this.reductionWeight = reducesDegree(me())
        ? Lagrange.coefficients(field, IntStream.rangeClosed(1, reducers()).toArray(), 0)[keys.me().value() - 1]
        : field.element(0);
  }

  PrimeField field() {
    return field;
  }

  SharingKeys keys() {
    return keys;
  }

  OpeningGuard guard() {
    return guard;
  }

  PartyIndex me() {
    return keys.me();
  }

  /** All parties in order. */
  List<PartyIndex> parties() {
    return parties;
  }

  /** All parties but this one, in order. */
  List<PartyIndex> peers() {
    return parties.stream().filter(party -> !party.equals(me())).toList();
  }

  /** Whether everything must be verified before it is opened. */
  boolean isMalicious() {
    return coins.isPresent();
  }

  /** What a malicious session still has to verify. */
  Claims claims() {
    return claims;
  }

  /** What a malicious session has opened. */
  OpenedDigest opened() {
    return opened;
  }

  /** The coins of a malicious session. */
  Coins coins() {
    return coins.orElseThrow(() -> new IllegalStateException("only a session against malicious parties has coins"));
  }

  /** To be called whenever this party takes part in a dealing. */
  void dealt() {
    coins.ifPresent(Coins::dealt);
  }

  /** For masks of verification. */
  PseudoRandomSharing verificationRandomness() {
    return verificationRandomness;
  }

  int threshold() {
    return keys.threshold();
  }

  /** The dealings of inputs and multiplications. */
  CompressedDealing dealing() {
    return dealing;
  }

  PseudoRandomSharing randomness() {
    return randomness;
  }

  /** Place and streams for circuits on bits; made when the session first compares. */
  BitParty bits() {
    if (bits.isEmpty()) {
      bits = Optional.of(new BitParty(keys));
    }
    return bits.get();
  }

  /** By set of t parties: the stream of permutations in common with everybody outside it; made when the session first permutes. */
  SortedMap<Integer, Prg> permutationStreams() {
    if (permutationStreams.isEmpty()) {
      keys.sets().forEach(set -> permutationStreams.put(set, keys.outside(set, "permutations")));
    }
    return permutationStreams;
  }

  /** A new stream in common with a peer; both ask for it in the same order. */
  Prg freshStream(PartyIndex peer) {
    byte[] key = new byte[32];
    seedStreams.computeIfAbsent(peer, other -> keys.withPeer(other, "seeds")).nextBytes(key);
    return new Prg(key, "masks");
  }

  /** Whether a party is one of the 2t+1 whose shares of degree 2t are recombined. */
  boolean reducesDegree(PartyIndex party) {
    return party.value() <= reducers();
  }

  /** This party's Lagrange coefficient at 0 among those 2t+1. */
  long[] reductionWeight() {
    return reductionWeight;
  }

  /** The parties cyclically after one. */
  List<PartyIndex> after(PartyIndex party, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(distance -> at(party.value() + distance)).toList();
  }

  /** The parties cyclically before one. */
  List<PartyIndex> before(PartyIndex party, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(distance -> at(party.value() - distance)).toList();
  }

  /** A piece of a vector of integers, as field elements. */
  long[] piece(IntegerVector values, int piece) {
    int from = piece * Pieces.ELEMENTS;
    return field.fromIntegers(values.slice(from, Math.min(values.length(), from + Pieces.ELEMENTS)));
  }

  @Override
  public int getMyId() {
    return me().value();
  }

  @Override
  public int getNoOfParties() {
    return parties.size();
  }

  @Override
  public FieldDefinition getFieldDefinition() {
    return definition;
  }

  private int reducers() {
    return 2 * keys.threshold() + 1;
  }

  private PartyIndex at(int place) {
    return parties.get(Math.floorMod(place - 1, parties.size()));
  }
}
