package org.jointly.runtime.material;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;
import org.jointly.runtime.wire.Bytes32;

/**
 * Where a node's material is, and for whom.
 *
 * <pre>
 *   lot-…         a lot that is whole; the name is made of its id, which all parties know
 *   making-…      a lot that is being made
 *   gone-lot-…    a lot that is being destroyed
 *   lock          held by the node that has the folder open
 * </pre>
 *
 * @param folder made when the first lot is
 * @param keyFile likewise
 * @param roster the digest of the consortium's roster
 */
public record MaterialPlace(Path folder, Path keyFile, Bytes32 roster) {
  private static final String LOT = "lot-";
  private static final String UNFINISHED = "making-";
  private static final String GONE = "gone-";
  private static final String LOCK = "lock";
  private static final int NAME_DIGITS = 16;

  static String name(Bytes32 id) {
    return id.hex().substring(0, NAME_DIGITS);
  }

  /** What the folder of a lot is called, at every party. */
  static String lotName(Bytes32 id) {
    return LOT + name(id);
  }

  Path lot(Bytes32 id) {
    return folder.resolve(lotName(id));
  }

  Path unfinished(Bytes32 id) {
    return folder.resolve(UNFINISHED + name(id));
  }

  /** Where a lot goes that is found to be whole. */
  Path whole(Path unfinished) {
    return folder.resolve(LOT + unfinished.getFileName().toString().substring(UNFINISHED.length()));
  }

  /** Where a lot goes that is to be destroyed. */
  static Path gone(Path lot) {
    return lot.resolveSibling(GONE + lot.getFileName());
  }

  Path lock() {
    return folder.resolve(LOCK);
  }

  List<Path> lots() throws IOException {
    return folders(LOT);
  }

  List<Path> unfinishedLots() throws IOException {
    return folders(UNFINISHED);
  }

  List<Path> beingDestroyed() throws IOException {
    return folders(GONE);
  }

  private List<Path> folders(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> each.getFileName().toString().startsWith(prefix) && Files.isDirectory(each)).sorted().toList();
    }
  }

  /** @throws InvalidConfiguration if there are lots but no key: with it, they may be whole */
  void requireKeyOfLots() {
    try {
      if (Files.notExists(keyFile) && Files.isDirectory(folder) && !lots().isEmpty()) {
        throw problem(keyFile, "is gone, and with it what is stored in " + folder + "; restore it, or remove that folder");
      }
    } catch (IOException failed) {
      throw problem(folder, "cannot be read (" + Durable.reason(failed) + ")");
    }
  }

  static InvalidConfiguration problem(Path path, String message) {
    return new InvalidConfiguration(List.of(new Problem(path.toString(), 0, message)));
  }
}
