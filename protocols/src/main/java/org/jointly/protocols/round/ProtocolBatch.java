package org.jointly.protocols.round;

import dk.alexandra.fresco.framework.NativeProtocol;
import dk.alexandra.fresco.framework.ProtocolCollection;
import dk.alexandra.fresco.framework.sce.resources.ResourcePool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

  /** The simple names of the classes that are in the batch now, each once. */
  List<String> kinds() {
    Set<Class<?>> classes = new LinkedHashSet<>();
    Class<?> last = null;
    for (NativeProtocol<?, R> protocol : protocols) {
      if (protocol.getClass() != last) {
        last = protocol.getClass();
        classes.add(last);
      }
    }
    return classes.stream().map(Class::getSimpleName).toList();
  }

  /** Keeps only these. */
  void retain(List<NativeProtocol<?, R>> unfinished) {
    protocols = unfinished;
  }
}
