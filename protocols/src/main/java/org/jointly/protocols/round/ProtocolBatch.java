package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.ProtocolCollection;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The independent protocols that a producer gives at once; they share their rounds. */
final class ProtocolBatch<R extends ResourcePool> implements ProtocolCollection<R> {
  private final int capacity;
  private List<NativeProtocol<?, R>> protocols = new ArrayList<>();

  ProtocolBatch(int capacity) {
    this.capacity = capacity;
  }

  @Override
  public void addProtocol(NativeProtocol<?, R> protocol) {
    protocols.add(protocol);
  }

  @Override
  public boolean hasFreeCapacity() {
    return protocols.size() < capacity;
  }

  @Override
  public int size() {
    return protocols.size();
  }

  @Override
  public Iterator<NativeProtocol<?, R>> iterator() {
    return protocols.iterator();
  }

  /** What is in the batch now. */
  List<NativeProtocol<?, R>> protocols() {
    return List.copyOf(protocols);
  }

  /** Keeps only these. */
  void retain(List<NativeProtocol<?, R>> unfinished) {
    protocols = unfinished;
  }
}
