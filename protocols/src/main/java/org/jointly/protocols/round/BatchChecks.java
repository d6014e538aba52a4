package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.List;
import java.util.Optional;

/**
 * What a suite evaluates of its own accord around the batches of a program, for example a verification before an opening.
 *
 * <p>Called on the session's thread; must answer alike at every party.
 */
public interface BatchChecks<R extends ResourcePool> {

  /** A protocol to be evaluated before all else: it prepares what the batch will use up. */
  default Optional<NativeProtocol<?, R>> preparation(List<? extends NativeProtocol<?, R>> batch) {
    return Optional.empty();
  }

  /** A protocol to be evaluated before this batch. */
  Optional<NativeProtocol<?, R>> before(List<? extends NativeProtocol<?, R>> batch);

  /** A protocol to be evaluated after this batch, before the program sees any of its results. */
  Optional<NativeProtocol<?, R>> after(List<? extends NativeProtocol<?, R>> batch);

  /** Nothing besides the program. */
  static <R extends ResourcePool> BatchChecks<R> none() {
    return new BatchChecks<>() {
      @Override
      public Optional<NativeProtocol<?, R>> before(List<? extends NativeProtocol<?, R>> batch) {
        return Optional.empty();
      }

      @Override
      public Optional<NativeProtocol<?, R>> after(List<? extends NativeProtocol<?, R>> batch) {
        return Optional.empty();
      }
    };
  }
}
