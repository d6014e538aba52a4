package org.jointly.protocols.numeric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batcher's odd-even merge sort: which positions are compared and exchanged, in layers of disjoint pairs.
 *
 * <p>With d = ceil(log2 length) it has d(d+1)/2 layers.
 *
 * <p>Source: Batcher, Sorting networks and their applications, AFIPS 1968; for any length as in Knuth, The Art of Computer
 * Programming 3, 5.2.2, algorithm M.
 */
record SortingNetwork(int length) {

  /** Pairs that are exchanged if the element at the low position is the greater one. */
  record Layer(int[] low, int[] high) {

    /** Where each element comes from, if the new low and then the new high ones stand behind the old vector. */
    int[] positions(int length) {
      int[] positions = IntStream.range(0, length).toArray();
      for (int pair = 0; pair < low.length; pair++) {
        positions[low[pair]] = length + pair;
        positions[high[pair]] = length + low.length + pair;
      }
      return positions;
    }
  }

  /** How far a sort has come: the layers before {@code layer} are done. */
  record State(List<Layer> layers, int layer, List<SecretVector> columns) {}

  List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    int top = length < 2 ? 0 : Integer.highestOneBit(length - 1);
    for (int p = top; p > 0; p >>= 1) {
      int q = top;
      int r = 0;
      int d = p;
      while (true) {
        layers.add(layer(p, r, d));
        if (q == p) {
          break;
        }
        d = q - p;
        q >>= 1;
        r = p;
      }
    }
    return layers;
  }

  private Layer layer(int p, int r, int d) {
    int[] low = IntStream.range(0, length - d).filter(i -> (i & p) == r).toArray();
    return new Layer(low, IntStream.of(low).map(i -> i + d).toArray());
  }
}
