package org.jointly.protocols.suite.spdz;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.Threshold;
import org.jointly.protocols.suite.UnsupportedSetting;
import org.jointly.protocols.suite.spdz.material.Amounts;
import org.jointly.protocols.suite.spdz.material.MaterialCodec;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/**
 * SPDZ among 3 to 15 parties: malicious with abort, whoever is corrupted, as long as one party is honest.
 *
 * <p>Security: computational (the material; see its maker) and statistical, {@value RandomMask#STATISTICAL_BITS} bits a
 * comparison; a false opening survives with probability at most 2/p. Fair to nobody: a cheater may see a result and stop the others from
 * seeing it.
 *
 * <p>Field: 2^61-1 if the values and the comparisons fit, which are at most 20 bits wide then, else 2^127-1. Values need a sign
 * and may not reach half the modulus.
 */
public final class SpdzSuite implements Suite {
  private static final int MIN_PARTIES = 3;
  private static final int MAX_PARTIES = 15;
  private static final List<PrimeField> FIELDS = List.of(PrimeFields.MERSENNE_61, PrimeFields.MERSENNE_127);

  private final MaterialMaker.Method method;

  /** @param method how material is made */
  public SpdzSuite(MaterialMaker.Method method) {
    this.method = method;
  }

  @Override
  public String name() {
    return "spdz";
  }

  @Override
  public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
    if (parties < MIN_PARTIES || parties > MAX_PARTIES) {
      throw new UnsupportedSetting("suite spdz serves " + MIN_PARTIES + " to " + MAX_PARTIES + " parties, not " + parties);
    }
    if (adversary != Adversary.MALICIOUS) {
      throw new UnsupportedSetting("suite spdz is against malicious parties: write \"adversary: malicious\" in the roster, or \"suite:"
          + " shamir\"");
    }
    PrimeField field = FIELDS.stream()
        .filter(candidate -> valueBits + 2 <= candidate.bits() && comparedBits <= ComparisonGate.maxBits(candidate))
        .findFirst()
        .orElseThrow(() -> new UnsupportedSetting("suite spdz computes on values of at most " + (widest().bits() - 2)
            + " bits and compares at most " + ComparisonGate.maxBits(widest()) + "; asked for " + valueBits + " and " + comparedBits));
    return new SecurityModel(
        name(), adversary, parties - 1, parties, field.label(), field.bits(), RandomMask.STATISTICAL_BITS);
  }

  /** Where a product opens it, nothing is compared, and no field need be wide enough for that. */
  @Override
  public int comparedBits(List<Threshold> together) {
    return ThresholdProductGate.pays(together) ? 0 : Suite.super.comparedBits(together);
  }

  @Override
  public SuiteSession open(SecurityModel model, Seat seat) {
    return SpdzSession.open(model, field(model, seat), seat, method);
  }

  /** Material is zeros, which are valid shares under any key; its making is counted. Inputs must be zeros. */
  @Override
  public SuiteSession openOnZeros(SecurityModel model, Seat seat) {
    return SpdzSession.onZeros(model, field(model, seat), seat, method);
  }

  @Override
  public boolean preprocesses() {
    return true;
  }

  /** Masks serve as many inputs of every party as there are for the one that has fewest. */
  @Override
  public Preprocessing counted(Preprocessing stored, int parties) {
    SortedMap<String, Long> counted = new TreeMap<>(stored.used());
    counted.keySet().removeIf(kind -> !kind.equals(Amounts.TRIPLES) && !kind.equals(Amounts.BITS));
    long masks = parties * IntStream.rangeClosed(1, parties)
        .mapToLong(owner -> stored.used().getOrDefault(MaterialCodec.masks(new PartyIndex(owner)), 0L))
        .min()
        .orElse(0);
    counted.put(Amounts.MASKS, masks);
    counted.values().removeIf(count -> count == 0);
    return new Preprocessing(counted);
  }

  /** In steps of at most {@value Supply#STEP} pieces of a kind. */
  @Override
  public void preprocess(SecurityModel model, Seat seat, Preprocessing amounts, MaterialSink sink) {
    new MakingSession(model, field(model, seat), seat).run(method, amounts, sink);
  }

  private PrimeField field(SecurityModel model, Seat seat) {
    if (!model.suite().equals(name())) {
      throw new IllegalArgumentException("suite spdz cannot open a session of suite " + model.suite());
    }
    if (seat.network().getNoOfParties() != model.parties()) {
      throw new IllegalArgumentException(
          "a network of " + seat.network().getNoOfParties() + " parties for a session of " + model.parties());
    }
    return FIELDS.stream()
        .filter(candidate -> candidate.label().equals(model.field()))
        .findFirst()
        .orElseThrow(() -> new UnsupportedSetting("suite spdz has no field " + model.field()));
  }

  private static PrimeField widest() {
    return FIELDS.get(FIELDS.size() - 1);
  }
}
