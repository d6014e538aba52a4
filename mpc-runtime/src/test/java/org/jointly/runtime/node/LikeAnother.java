package org.jointly.runtime.node;

import java.util.List;
import org.jointly.protocols.suite.Adversary;
import org.jointly.protocols.suite.MaterialSink;
import org.jointly.protocols.suite.Preprocessing;
import org.jointly.protocols.suite.Seat;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.protocols.suite.Suite;
import org.jointly.protocols.suite.SuiteSession;
import org.jointly.protocols.suite.Threshold;

/** A suite of another's name that does what the other does, but for what a test says. */
abstract class LikeAnother implements Suite {
  final Suite other;

  LikeAnother(Suite other) {
    this.other = other;
  }

  @Override
  public String name() {
    return other.name();
  }

  @Override
  public SecurityModel model(int parties, Adversary adversary, int valueBits, int comparedBits) {
    return other.model(parties, adversary, valueBits, comparedBits);
  }

  @Override
  public int comparedBits(List<Threshold> together) {
    return other.comparedBits(together);
  }

  @Override
  public SuiteSession open(SecurityModel model, Seat seat) {
    return other.open(model, seat);
  }

  @Override
  public boolean preprocesses() {
    return other.preprocesses();
  }

  @Override
  public Preprocessing counted(Preprocessing stored, int parties) {
    return other.counted(stored, parties);
  }

  @Override
  public SuiteSession openOnZeros(SecurityModel model, Seat seat) {
    return other.openOnZeros(model, seat);
  }

  @Override
  public void preprocess(SecurityModel model, Seat seat, Preprocessing amounts, MaterialSink sink) {
    other.preprocess(model, seat, amounts, sink);
  }
}
