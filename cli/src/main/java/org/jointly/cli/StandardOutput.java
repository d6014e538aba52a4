package org.jointly.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Where results go. Remembers the first failure to write, which a {@code PrintStream} above it swallows: a full disk must not look
 * like success, and a closed pipe ({@code | head}) is no news.
 */
final class StandardOutput extends FilterOutputStream {
  private volatile IOException failure;

  StandardOutput(OutputStream out) {
    super(out);
  }

  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException failed) {
      failure = failure == null ? failed : failure;
      throw failed;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  static boolean isBrokenPipe(IOException failure) {
    return failure.getMessage() != null && failure.getMessage().toLowerCase(Locale.ROOT).contains("broken pipe");
  }
}
