package org.jointly.protocols.aggregate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jointly.protocols.integer.IntegerVector;

/**
 * A site's own numbers: the cells of one local aggregation. Secret; {@code toString} is redacted.
 *
 * @param cells per block name, its cells
 */
public record LocalAggregate(Map<String, IntegerVector> cells) {
  public LocalAggregate {
    cells = Map.copyOf(cells);
  }

  /**
   * The cells of a block.
   *
   * @throws IllegalArgumentException if there is no such block
   */
  public IntegerVector block(String name) {
    IntegerVector block = cells.get(name);
    if (block == null) {
      throw new IllegalArgumentException("no block " + name);
    }
    return block;
  }

  /** These cells and one more block. */
  public LocalAggregate with(String name, IntegerVector vector) {
    Map<String, IntegerVector> more = new HashMap<>(cells);
    more.put(name, vector);
    return new LocalAggregate(more);
  }

  /** The sums over sites of these blocks, in plaintext: for rehearsals and tests. */
  public static LocalAggregate sum(List<CellBlock> blocks, List<LocalAggregate> sites) {
    Map<String, IntegerVector> sums = new HashMap<>();
    for (CellBlock block : blocks) {
      CellSums cells = new CellSums(block.length());
      sites.forEach(site -> cells.add(site.block(block.name())));
      sums.put(block.name(), cells.toVector());
    }
    return new LocalAggregate(sums);
  }

  /** The numbers of a site that has no row, as far as what it has none of is counted. */
  public static LocalAggregate zeros(List<CellBlock> blocks) {
    return sum(blocks, List.of());
  }

  /**
   * What does not fit the blocks as declared, said without a value; empty when all is well.
   *
   * @param blocks the blocks of the aggregation this aggregate answers
   */
  public List<String> misfits(List<CellBlock> blocks) {
    return blocks.stream().flatMap(block -> misfit(block).stream()).toList();
  }

  private List<String> misfit(CellBlock block) {
    IntegerVector vector = cells.get(block.name());
    if (vector == null) {
      return List.of("block " + block.name() + " is absent");
    }
    if (vector.length() != block.length()) {
      return List.of("block " + block.name() + " has " + vector.length() + " cells, expected " + block.length());
    }
    for (int i = 0; i < vector.length(); i++) {
      if (vector.at(i).compareTo(block.largest()) > 0 || vector.at(i).compareTo(block.smallest()) < 0) {
        return List.of(
            "block " + block.name() + " is outside its public bounds [" + block.smallest() + ", " + block.largest() + "]");
      }
    }
    return List.of();
  }

  @Override
  public String toString() {
    int count = cells.values().stream().mapToInt(IntegerVector::length).sum();
    return "LocalAggregate[" + count + " cells, redacted]";
  }
}
