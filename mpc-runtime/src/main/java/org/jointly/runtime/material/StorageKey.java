package org.jointly.runtime.material;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jointly.runtime.fault.InvalidConfiguration;
import org.jointly.runtime.fault.InvalidConfiguration.Problem;

/**
 * The key from which those of all lots are derived: 32 random bytes, as 64 hexadecimal digits in a file that only its owner may read.
 * Without it, whatever is stored is noise.
 */
final class StorageKey {
  private static final int BYTES = 32;
  private static final int MOST_FILE_BYTES = 1024;

  private final byte[] key;

  private StorageKey(byte[] key) {
    this.key = key;
  }

  /**
   * The key in a file, if there is one.
   *
   * @throws InvalidConfiguration if others can read it, or it is no key
   */
  static Optional<StorageKey> read(Path file) {
    try {
      requireOwnerOnly(file);
      if (Files.size(file) > MOST_FILE_BYTES) {
        throw problem(file, "is too long for a key");
      }
      String digits = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (digits.length() != 2 * BYTES || !digits.equals(digits.toLowerCase(Locale.ROOT))) {
        throw problem(file, "does not hold a key of " + 2 * BYTES + " hexadecimal digits; restore it, or remove it together with the material");
      }
      return Optional.of(new StorageKey(HexFormat.of().parseHex(digits)));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException unreadable) {
      throw problem(file, "cannot be read as a key (" + unreadable.getClass().getSimpleName() + ")");
    }
  }

  /** The key in a file, which is made if it is not there. */
  static StorageKey readOrMake(Path file, SecureRandom random) {
    Optional<StorageKey> there = read(file);
    if (there.isPresent()) {
      return there.get();
    }
    byte[] fresh = new byte[BYTES];
    random.nextBytes(fresh);
    try (FileChannel channel = Durable.create(file)) {
      Durable.write(channel, (HexFormat.of().formatHex(fresh) + "\n").getBytes(StandardCharsets.US_ASCII), 0);
      channel.force(true);
      Durable.force(file.toAbsolutePath().getParent());
    } catch (IOException failed) {
      throw problem(file, "cannot be written (" + Durable.reason(failed) + ")");
    }
    return new StorageKey(fresh);
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    if (!Files.exists(file) || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    if (!EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE).containsAll(Files.getPosixFilePermissions(file))) {
      throw problem(file, "can be read by others on this machine; run: chmod 600 " + file);
    }
  }

  private static InvalidConfiguration problem(Path file, String message) {
    return new InvalidConfiguration(List.of(new Problem(file.toString(), 0, message)));
  }

  LotCipher cipher(byte[] salt) {
    return new LotCipher(key, salt);
  }

  @Override
  public String toString() {
    return "StorageKey[secret]";
  }
}
