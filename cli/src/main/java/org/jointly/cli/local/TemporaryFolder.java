package org.jointly.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jointly.runtime.fault.InvalidConfiguration;

/**
 * A folder readable by its owner only, deleted with all that is in it when closed.
 *
 * <p>A file in it, {@code in-use-by-<process>}, stays locked as long as the folder is open: the kernel lets go of the lock however
 * the process ends, and {@link AbandonedFolders} sees it. It gets its name when it is locked, so that it is never seen unlocked before.
 *
 * @param path the folder
 * @param lock holds the lock
 */
public record TemporaryFolder(Path path, FileChannel lock) implements AutoCloseable {
  static final String PREFIX = "jointly-";
  static final String MARK = "in-use-by-";

  public static TemporaryFolder create() {
    try {
      Path path = Files.createTempDirectory(PREFIX);
      Path unnamed = path.resolve("lock");
      FileChannel lock = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      Files.move(unnamed, path.resolve(MARK + ProcessHandle.current().pid()));
      return new TemporaryFolder(path, lock);
    } catch (IOException failed) {
      throw new InvalidConfiguration(
          "no folder can be made in " + System.getProperty("java.io.tmpdir") + " (" + failed.getMessage()
              + "); make room there, or choose another: JOINTLY_JAVA_OPTS=-Djava.io.tmpdir=FOLDER");
    }
  }

  @Override
  public void close() {
    try {
      if (Files.exists(path)) {
        delete(path);
      }
      lock.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot delete " + path, failed);
    }
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(folder, new Deleting());
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
