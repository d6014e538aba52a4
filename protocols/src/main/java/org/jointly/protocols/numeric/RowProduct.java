package org.jointly.protocols.numeric;

import dk.alexandra.fresco.framework.DRes;
import java.util.List;
import java.util.stream.IntStream;

/** The product of rows of elements, row by row, as a tree: ⌈log2 rows⌉ rounds, one multiplication per element less one row. */
public final class RowProduct {
  private RowProduct() {}

  /**
   * Appends the product.
   *
   * @param factors the rows, one after another
   * @param rows one at least
   * @param width the elements of a row
   */
  public static DRes<SecretVector> of(VectorNumeric vectors, DRes<SecretVector> factors, int rows, int width) {
    DRes<SecretVector> product = factors;
    for (int left = rows; left > 1; left = (left + 1) / 2) {
      int half = left / 2 * width;
      DRes<SecretVector> pairs =
          vectors.multiply(range(vectors, product, 0, half), range(vectors, product, half, 2 * half));
      product = left % 2 == 0
          ? pairs
          : vectors.concatenate(List.of(pairs, range(vectors, product, 2 * half, left * width)));
    }
    return product;
  }

  private static DRes<SecretVector> range(VectorNumeric vectors, DRes<SecretVector> vector, int from, int to) {
    return vectors.gather(vector, IntStream.range(from, to).toArray());
  }
}
