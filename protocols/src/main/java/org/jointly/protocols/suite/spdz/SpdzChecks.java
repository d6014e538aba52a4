package org.jointly.protocols.suite.spdz;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.round.BatchChecks;
import org.jointly.protocols.round.RoundStep;
import org.jointly.protocols.suite.spdz.check.Openings;
import org.jointly.protocols.suite.spdz.material.Amounts;

/**
 * What a session does around the batches of a program: makes the material that a batch lacks, checks everything opened inside gates
 * before a secret of the program is opened, or something under a mask that is not uniform, and that before the program sees it.
 *
 * <p>Memory: after {@value #MOST_UNCHECKED} opened elements the batch at hand is finished and they are checked.
 */
final class SpdzChecks implements BatchChecks<ResourcePool> {
  private static final long MOST_UNCHECKED = 1L << 22;

  private final SpdzResources resources;
  private final Supply supply;
  private final StoredMaterial stored;

  SpdzChecks(SpdzResources resources, Supply supply, StoredMaterial stored) {
    this.resources = resources;
    this.supply = supply;
    this.stored = stored;
  }

  /** Whether a check, here or while material is made, has begun and not passed: see {@link Openings#isChecking}. */
  boolean isKeyInDoubt() {
    return supply.isMaking() || resources.openings().isChecking();
  }

  @Override
  public Optional<NativeProtocol<?, ResourcePool>> preparation(List<? extends NativeProtocol<?, ResourcePool>> batch) {
    Amounts needed = Amounts.none(resources.getNoOfParties());
    for (NativeProtocol<?, ResourcePool> protocol : batch) {
      needed = needed.plus(gate(protocol).needs(resources));
    }
    return making(needed);
  }

  /** What makes so much, less what is there or in store; empty if nothing is missing. What is in store stays there. */
  Optional<NativeProtocol<?, ResourcePool>> preparing(Amounts foreseen) {
    return supplying(foreseen.beyond(stored.left()));
  }

  private Optional<NativeProtocol<?, ResourcePool>> making(Amounts needed) {
    stored.take(needed.beyond(resources.stock().left())).forEach(resources.stock()::put);
    return supplying(needed);
  }

  private Optional<NativeProtocol<?, ResourcePool>> supplying(Amounts needed) {
    Amounts missing = needed.beyond(resources.stock().left());
    return missing.isNothing() ? Optional.empty() : supply.of(missing);
  }

  @Override
  public Optional<NativeProtocol<?, ResourcePool>> before(List<? extends NativeProtocol<?, ResourcePool>> batch) {
    if (opens(batch) && resources.openings().isDue() || resources.openings().unchecked() > MOST_UNCHECKED) {
      return Optional.of(check("the MAC check before an opening"));
    }
    return masksNarrowly(batch) && resources.openings().isOpened()
        ? Optional.of(check("the MAC check before a masked opening"))
        : Optional.empty();
  }

  @Override
  public Optional<NativeProtocol<?, ResourcePool>> after(List<? extends NativeProtocol<?, ResourcePool>> batch) {
    return opens(batch) && resources.openings().isDue()
        ? Optional.of(check("the MAC check of an opening"))
        : Optional.empty();
  }

  private NativeProtocol<?, ResourcePool> check(String what) {
    RoundStep first = resources.openings().check(what, Optional::empty);
    return new ChainProtocol.MacCheck(first);
  }

  private static boolean opens(List<? extends NativeProtocol<?, ResourcePool>> batch) {
    return batch.stream().anyMatch(protocol -> gate(protocol).opens());
  }

  private static boolean masksNarrowly(List<? extends NativeProtocol<?, ResourcePool>> batch) {
    return batch.stream().anyMatch(protocol -> gate(protocol).masksNarrowly());
  }

  private static SpdzGate<?> gate(NativeProtocol<?, ResourcePool> protocol) {
    if (((Object) protocol) instanceof SpdzGate<?> gate) {
      return gate;
    }
    throw new IllegalStateException("suite spdz does not know " + protocol.getClass().getSimpleName() + "; nothing was sent");
  }
}
