package org.jointly.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard error, until the process is told to end: what fails because of that is no news. */
final class MutedAtExit extends FilterOutputStream {
  private volatile boolean muted;

  /** @param atExit what to write last: clears a progress line */
  MutedAtExit(OutputStream out, String atExit) {
    super(out);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> mute(atExit), "mute"));
  }

  private void mute(String last) {
    try {
      write(last.getBytes(StandardCharsets.US_ASCII));
      flush();
    } catch (IOException nobodyReads) {
      // then nobody sees the progress line either
    }
    muted = true;
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
