package org.jointly.protocols.suite.shamir;

import dk.alexandra.fresco.framework.DRes;
import dk.alexandra.fresco.framework.network.Network;
import java.util.Arrays;
import java.util.function.Function;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.numeric.ComposedVectorNumeric;
import org.jointly.protocols.numeric.SecretVector;
import org.jointly.protocols.sharing.Pieces;

/**
 * A vector of sums of products of shares, added up before their degree is reduced, once for each sum.
 *
 * <p>Cost: one round; parties 1..2t+1 send n-1-t field elements for each sum, however many products it has.
 */
final class ProductsGate extends ShamirGate<ShamirShares> {
  private final Function<PrimeField, long[]> products;
  private DealtSum sum;

  /** @param products this party's shares, of degree 2t, of the sums */
  private ProductsGate(Function<PrimeField, long[]> products) {
    this.products = products;
  }

  /**
   * The product of two matrices in row-major order.
   *
   * @param inner the columns of the left one, the rows of the right one; divides both lengths
   */
  static ProductsGate ofMatrices(
      DRes<? extends SecretVector> left, DRes<? extends SecretVector> right, int inner) {
    return new ProductsGate(field -> {
      int limbs = field.limbs();
      int rows = ComposedVectorNumeric.quotient(shares(left).length(), inner);
      int columns = ComposedVectorNumeric.quotient(shares(right).length(), inner);
      long[] transposed = transposed(shares(right).elements(), inner, columns, limbs);
      long[] product = new long[rows * columns * limbs];
      for (int row = 0; row < rows; row++) {
        long[] leftRow = part(shares(left).elements(), row, inner * limbs);
        for (int column = 0; column < columns; column++) {
          long[] element = field.innerProduct(leftRow, part(transposed, column, inner * limbs));
          System.arraycopy(element, 0, product, (row * columns + column) * limbs, limbs);
        }
      }
      return product;
    });
  }

  /**
   * The vectors are {@code blocks} vectors of equal length, one behind the other: the sum, over the blocks, of their
   * element-wise products.
   */
  static ProductsGate ofBlocks(
      DRes<? extends SecretVector> left, DRes<? extends SecretVector> right, int blocks) {
    return new ProductsGate(field -> {
      requireEqualLengths(shares(left), shares(right));
      int longs = shares(left).elements().length / blocks;
      long[] sum = new long[longs];
      for (int block = 0; block < blocks; block++) {
        long[] product = part(shares(left).elements(), block, longs);
        field.multiply(product, part(shares(right).elements(), block, longs), product);
        field.add(sum, product, sum);
      }
      return sum;
    });
  }

  @Override
  public EvaluationStatus evaluate(int round, ShamirResources resources, Network network) {
    if (round == 0) {
      PrimeField field = resources.field();
      long[] product = products.apply(field);
      field.scale(product, resources.reductionWeight(), product);
      Pieces pieces = new Pieces(field, product.length / field.limbs());
      sum = new DealtSum(resources::reducesDegree, pieces.length());
      sum.deal(resources, network, piece -> pieces.cut(product, piece));
      return EvaluationStatus.HAS_MORE_ROUNDS;
    }
    return done(sum.receive(resources, network));
  }

  private static long[] part(long[] vector, int index, int longs) {
    return Arrays.copyOfRange(vector, index * longs, (index + 1) * longs);
  }

  private static long[] transposed(long[] matrix, int rows, int columns, int limbs) {
    long[] transposed = new long[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        System.arraycopy(
            matrix, (row * columns + column) * limbs, transposed, (column * rows + row) * limbs, limbs);
      }
    }
    return transposed;
  }
}
