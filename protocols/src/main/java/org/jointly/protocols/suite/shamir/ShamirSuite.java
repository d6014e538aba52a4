package org.jointly.protocols.suite.shamir;

import java.util.List;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.field.PrimeFields;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.UnsupportedSetting;

/**
 * Shamir sharing among 3 to 15 parties, secure against fewer than half of them.
 *
 * <p>Security: semi-honest or malicious with abort, t = floor((n-1)/2). Against malicious parties every product is verified before
 * anything is opened ({@link Verification}), and openings are checked and confirmed; the model states its error. (FRESCO's own
 * comparisons, where a guard lets them open masked scalars, keep their {@value #STATISTICAL_BITS} bits.) Inputs, products and
 * openings are information-theoretically as good as the streams that pairs of parties share (AES-128 in counter mode, keys
 * agreed in the setup round).
 *
 * <p>Field: 2^61-1 if the values and the comparisons fit, else 2^127-1. Values need a sign and may not reach half the
 * modulus.
 */
public final class ShamirSuite implements Suite {
  /** The statistical security parameter of FRESCO's generic library; the suite's own gates need none. */
  static final int STATISTICAL_BITS = 40;

  private static final int MIN_PARTIES = 3;
  private static final int MAX_PARTIES = 15;
  private static final List<PrimeField> FIELDS = List.of(PrimeFields.MERSENNE_61, PrimeFields.MERSENNE_127);

  @Override
  public String name() {
    return "shamir";
  }

  @Override
  public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
    if (parties < MIN_PARTIES || parties > MAX_PARTIES) {
      throw new UnsupportedSetting("suite shamir serves " + MIN_PARTIES + " to " + MAX_PARTIES + " parties, not " + parties);
    }
    int threshold = (parties - 1) / 2;
    PrimeField field = FIELDS.stream()
        .filter(candidate -> valueBits + 2 <= candidate.bits()
            && comparedBits <= ComparisonGate.maxBits(candidate, threshold))
        .findFirst()
        .orElseThrow(() -> new UnsupportedSetting("suite shamir with " + parties + " parties computes on values of at most "
            + (widest().bits() - 2) + " bits and compares at most " + ComparisonGate.maxBits(widest(), threshold)
            + "; asked for " + valueBits + " and " + comparedBits));
    return new SecurityModel(name(), adversary, threshold, parties, field.label(), field.bits(),
        adversary == Adversary.MALICIOUS ? field.bits() - Verification.LOST_BITS : 0);
  }

  @Override
  public SuiteSession open(SecurityModel model, Seat seat) {
    if (!model.suite().equals(name())) {
      throw new IllegalArgumentException("suite shamir cannot open a session of suite " + model.suite());
    }
    if (seat.network().getNoOfParties() != model.parties()) {
      throw new IllegalArgumentException(
          "a network of " + seat.network().getNoOfParties() + " parties for a session of " + model.parties());
    }
    return ShamirSession.open(model, field(model), seat, new ShamirProtocolSuite());
  }

  static PrimeField field(SecurityModel model) {
    return FIELDS.stream()
        .filter(field -> field.label().equals(model.field()))
        .findFirst()
        .orElseThrow(() -> new UnsupportedSetting("suite shamir has no field " + model.field()));
  }

  private static PrimeField widest() {
    return FIELDS.get(FIELDS.size() - 1);
  }
}
