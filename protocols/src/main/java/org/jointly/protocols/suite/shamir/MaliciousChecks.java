package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.round.BatchChecks;
import org.jointly.protocols.suite.UnsupportedSetting;

/**
 * What a malicious session does between the batches of a program: verifies all claims before anything is opened, or when they
 * have become many, and has openings confirmed. An opening with nothing to verify waits until everybody has what was dealt ({@link
 * Receipt}).
 *
 * <p>Memory: after {@value #MOST_PENDING} claimed products the batch at hand is finished and they are verified.
 */
final class MaliciousChecks implements BatchChecks<ResourcePool> {
  private static final long MOST_PENDING = 1L << 22;

  private final ShamirResources resources;

  MaliciousChecks(ShamirResources resources) {
    this.resources = resources;
  }

  @Override
  public Optional<NativeProtocol<?, ResourcePool>> before(List<? extends NativeProtocol<?, ResourcePool>> batch) {
    batch.forEach(MaliciousChecks::requireVerified);
    boolean opens = opens(batch);
    if (opens && !resources.claims().isEmpty() || resources.claims().terms() > MOST_PENDING) {
      return Optional.of(new Verification(resources, resources.claims().take()));
    }
    return opens && resources.coins().isDue() ? Optional.of(new Receipt(resources)) : Optional.empty();
  }

  @Override
  public Optional<NativeProtocol<?, ResourcePool>> after(List<? extends NativeProtocol<?, ResourcePool>> batch) {
    return opens(batch)
        ? Optional.of(new Confirmation(resources))
        : Optional.empty();
  }

  private static void requireVerified(NativeProtocol<?, ResourcePool> protocol) {
    if (!(((Object) protocol) instanceof VerifiedGate)) {
      throw new UnsupportedSetting("suite shamir cannot verify " + protocol.getClass().getSimpleName()
          + " against malicious parties; nothing was sent");
    }
  }

  private static boolean opens(List<? extends NativeProtocol<?, ResourcePool>> batch) {
    return batch.stream().anyMatch(protocol -> ((Object) protocol) instanceof VerifiedGate gate && gate.opens());
  }
}
