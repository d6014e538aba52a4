package org.jointly.protocols.suite.spdz.material;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jointly.protocols.field.PrimeField;
import org.jointly.protocols.round.PartyIndex;

/**
 * Pieces of one kind as bytes, to be stored: piece after piece, each of a fixed number of field elements, canonical.
 *
 * <pre>
 *   triples    a | MAC of a | b | MAC of b | c | MAC of c       shares of them
 *   bits       share | MAC
 *   masks i    share | MAC, and at party i itself the mask in the clear
 * </pre>
 */
public record MaterialCodec(PrimeField field, PartyIndex me, int parties) {
  public static final String TRIPLES = "triples";
  public static final String BITS = "bits";

  /** The kind of masks for an owner's inputs. */
  public static String masks(PartyIndex owner) {
    return "masks " + owner;
  }

  /** All kinds, always in this order. */
  public List<String> kinds() {
    List<String> kinds = new ArrayList<>(List.of(TRIPLES, BITS));
    for (int owner = 1; owner <= parties; owner++) {
      kinds.add(masks(new PartyIndex(owner)));
    }
    return kinds;
  }

  /** How many bytes a piece has at this party. */
  public int pieceBytes(String kind) {
    return columns(kind) * field.bytes();
  }

  private int columns(String kind) {
    return kind.equals(TRIPLES) ? 6 : kind.equals(masks(me)) ? 3 : 2;
  }

  /** All pieces of a kind. */
  public byte[] encode(String kind, Material material) {
    List<long[]> columns = columns(kind, material);
    int count = columns.get(0).length / field.limbs();
    byte[] bytes = new byte[count * pieceBytes(kind)];
    for (int i = 0; i < count; i++) {
      for (int column = 0; column < columns.size(); column++) {
        field.encode(columns.get(column), i, 1, bytes, (i * columns.size() + column) * field.bytes());
      }
    }
    return bytes;
  }

  private List<long[]> columns(String kind, Material material) {
    if (kind.equals(TRIPLES)) {
      Material.Triples triples = material.triples();
      return List.of(triples.a().values(), triples.a().macs(), triples.b().values(), triples.b().macs(),
          triples.c().values(), triples.c().macs());
    }
    if (kind.equals(BITS)) {
      return List.of(material.bits().values(), material.bits().macs());
    }
    Material.Masks masks = material.masks().get(kinds().indexOf(kind) - 2);
    List<long[]> columns = new ArrayList<>(List.of(masks.shares().values(), masks.shares().macs()));
    masks.clear().ifPresent(columns::add);
    return columns;
  }

  /**
   * Material with pieces of one kind and nothing else.
   *
   * @throws IllegalArgumentException if these are no such pieces
   */
  public Material decode(String kind, byte[] bytes) {
    long[][] columns = split(kind, bytes);
    Authenticated none = Authenticated.none();
    Authenticated first = new Authenticated(columns[0], columns[1]);
    Material.Triples triples = kind.equals(TRIPLES)
        ? new Material.Triples(first, new Authenticated(columns[2], columns[3]), new Authenticated(columns[4], columns[5]))
        : Material.Triples.none();
    List<Material.Masks> masks = new ArrayList<>();
    for (int owner = 1; owner <= parties; owner++) {
      PartyIndex party = new PartyIndex(owner);
      boolean isThis = kind.equals(masks(party));
      long[] clear = isThis && party.equals(me) ? columns[2] : new long[0];
      masks.add(new Material.Masks(isThis ? first : none, party.equals(me) ? Optional.of(clear) : Optional.empty()));
    }
    return new Material(triples, kind.equals(BITS) ? first : none, masks);
  }

  private long[][] split(String kind, byte[] bytes) {
    if (!kinds().contains(kind) || bytes.length % pieceBytes(kind) != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes are no pieces of kind " + kind);
    }
    int count = bytes.length / pieceBytes(kind);
    long[][] columns = new long[columns(kind)][count * field.limbs()];
    for (int i = 0; i < count; i++) {
      for (int column = 0; column < columns.length; column++) {
        if (field.decode(bytes, (i * columns.length + column) * field.bytes(), 1, columns[column], i) >= 0) {
          Arrays.stream(columns).forEach(each -> Arrays.fill(each, 0));
          throw new IllegalArgumentException("piece " + i + " of kind " + kind + " is not of elements below " + field.label());
        }
      }
    }
    return columns;
  }
}
