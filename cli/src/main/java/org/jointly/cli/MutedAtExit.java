package org.jointly.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard error, until the process is told to end: what fails because of that is no news. */
final class MutedAtExit extends FilterOutputStream {
  private volatile boolean muted;

  MutedAtExit(OutputStream out) {
    super(out);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> muted = true, "mute"));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!muted) {
      out.write(bytes, offset, length);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }
}
