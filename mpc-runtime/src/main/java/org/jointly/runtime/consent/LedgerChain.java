package org.jointly.runtime.consent;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a walk along a ledger's chain of hashes finds.
 *
 * @param entries how many sound entries there are before anything is broken
 * @param head hex of the last sound entry's hash; whoever noted it earlier can tell whether the ledger was cut short since
 * @param soundBytes the length of the sound entries
 * @param tornBytes the length of a last line that was never finished; 0 if there is none
 * @param broken the first line that is not what a node wrote
 */
public record LedgerChain(long entries, String head, long soundBytes, long tornBytes, Optional<Broken> broken) {

  /** A line, from 1, and why it breaks the chain. */
  public record Broken(long line, String reason) {}

  /** Whether every line is what a node wrote, in the order in which it was written. */
  public boolean isWhole() {
    return broken.isEmpty() && tornBytes == 0;
  }

  /** Longest line a node writes, generously. */
  private static final int MAX_LINE = 8 << 20;

  /**
   * Walks along the chain.
   *
   * @param each gets every sound entry in order
   */
  static LedgerChain walk(Path file, Consumer<LedgerEntry> each) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return new Walk(in).run(each);
    }
  }

  private static final class Walk {
    private final InputStream in;
    private long entries;
    private String head = LedgerEntry.NONE;
    private long soundBytes;

    Walk(InputStream in) {
      this.in = in;
    }

    LedgerChain run(Consumer<LedgerEntry> each) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
          if (line.size() > MAX_LINE) {
            return result(0, Optional.of(new Broken(entries + 1, "is longer than any entry")));
          }
          continue;
        }
        Optional<String> reason = add(line.toString(StandardCharsets.UTF_8), each);
        if (reason.isPresent()) {
          return result(0, Optional.of(new Broken(entries + 1, reason.get())));
        }
        soundBytes += line.size() + 1L;
        line.reset();
      }
      return result(line.size(), Optional.empty());
    }

    private LedgerChain result(long tornBytes, Optional<Broken> broken) {
      return new LedgerChain(entries, head, soundBytes, tornBytes, broken);
    }

    private Optional<String> add(String line, Consumer<LedgerEntry> each) {
      LedgerEntry entry;
      try {
        entry = LedgerLine.parse(line);
      } catch (IllegalArgumentException e) {
        return Optional.of(e.getMessage());
      }
      if (entry.number() != entries + 1) {
        return Optional.of("has number " + entry.number() + ", expected " + (entries + 1) + "; a line was removed or added");
      }
      if (!entry.previous().equals(head)) {
        return Optional.of("does not follow the line before it; a line was changed, removed or added");
      }
      if (!entry.isSound()) {
        return Optional.of("was changed: its hash is not that of its content");
      }
      entries++;
      head = entry.hash();
      each.accept(entry);
      return Optional.empty();
    }
  }
}
