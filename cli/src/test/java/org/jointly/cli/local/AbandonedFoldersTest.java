package org.jointly.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedFoldersTest {
  private static final String OF_ANOTHER = TemporaryFolder.MARK + "0";

  @TempDir private Path temporary;
  private TemporaryFolder ours;

  @BeforeEach
  void make() throws IOException {
    Path path = Files.createDirectory(temporary.resolve("jointly-ours"));
    Path mark = path.resolve(TemporaryFolder.MARK + ProcessHandle.current().pid());
    ours = new TemporaryFolder(path, FileChannel.open(mark, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  @AfterEach
  void close() {
    ours.close();
  }

  private Path folder(String name, String mark) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(name));
    Files.writeString(folder.resolve("identity.key"), "secret");
    Files.createFile(folder.resolve(mark));
    return folder;
  }

  @Test
  void folderThatNobodyHolds_isDeleted() throws IOException {
    Path abandoned = folder("jointly-1", OF_ANOTHER);

    AbandonedFolders.deleteBeside(ours);

    assertThat(abandoned).doesNotExist();
    assertThat(ours.path()).exists();
  }

  @Test
  void folderThatSomebodyHolds_stays() throws IOException {
    Path held = folder("jointly-1", OF_ANOTHER);
    try (FileChannel channel = FileChannel.open(held.resolve(OF_ANOTHER), StandardOpenOption.WRITE)) {
      channel.lock();

      AbandonedFolders.deleteBeside(ours);

      assertThat(held.resolve("identity.key")).exists();
    }
  }

  @Test
  void folderThatIsNotOneOfOurKind_stays() throws IOException {
    Path unmarked = folder("jointly-1", "mine");
    Path otherName = folder("other", OF_ANOTHER);
    Path link = Files.createSymbolicLink(temporary.resolve("jointly-2"), otherName);
    Path file = Files.createFile(temporary.resolve("jointly-3"));

    AbandonedFolders.deleteBeside(ours);

    assertThat(unmarked.resolve("identity.key")).exists();
    assertThat(otherName.resolve("identity.key")).exists();
    assertThat(link).exists();
    assertThat(file).exists();
  }

  @Test
  void markThatIsALink_isNotFollowed() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("jointly-1"));
    Path target = Files.createFile(temporary.resolve("target"));
    Files.createSymbolicLink(folder.resolve(OF_ANOTHER), target);

    AbandonedFolders.deleteBeside(ours);

    assertThat(folder).exists();
    assertThat(target).exists();
  }

  @Test
  void temporaryFolder_isMarkedAndLocked_andGoneWhenClosed() throws IOException {
    TemporaryFolder folder = TemporaryFolder.create();

    assertThat(folder.path().resolve(TemporaryFolder.MARK + ProcessHandle.current().pid())).exists();
    assertThat(folder.path().resolve("lock")).doesNotExist();
    folder.close();
    assertThat(folder.path()).doesNotExist();
    assertThat(folder.lock().isOpen()).isFalse();
  }
}
