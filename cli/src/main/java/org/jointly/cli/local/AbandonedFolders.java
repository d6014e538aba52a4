package org.jointly.cli.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Temporary folders whose process was killed: throw-away keys, and in a rehearsal somebody's records.
 *
 * <p>A folder is deleted only if it is a real folder of the same owner beside ours, has a mark that a {@link TemporaryFolder} makes,
 * and nobody holds the lock on it. Whatever cannot be looked at or deleted stays: it is not what the user asked for.
 */
final class AbandonedFolders {
  private AbandonedFolders() {}

  static void deleteBeside(TemporaryFolder ours) {
    for (Path folder : list(ours.path().getParent(), TemporaryFolder.PREFIX)) {
      if (isOurs(folder, ours.path())) {
        list(folder, TemporaryFolder.MARK).forEach(mark -> deleteIfAbandoned(folder, mark));
      }
    }
  }

  private static List<Path> list(Path folder, String prefix) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, prefix + "*")) {
      paths.forEach(found::add);
    } catch (IOException | DirectoryIteratorException unreadable) {
      return List.of();
    }
    return found;
  }

  private static boolean isOurs(Path folder, Path ours) {
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ours, LinkOption.NOFOLLOW_LINKS));
    } catch (IOException gone) {
      return false;
    }
  }

  /** Our own marks are left alone: closing a second channel on a file would let go of our lock on it (POSIX). */
  private static void deleteIfAbandoned(Path folder, Path mark) {
    if (mark.getFileName().toString().equals(TemporaryFolder.MARK + ProcessHandle.current().pid())) {
      return;
    }
    try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        TemporaryFolder.delete(folder);
      }
    } catch (IOException | OverlappingFileLockException leaveIt) {
      return;
    }
  }
}
