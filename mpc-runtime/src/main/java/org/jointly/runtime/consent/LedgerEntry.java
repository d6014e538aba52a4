package org.jointly.runtime.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One line of a disclosure ledger.
 *
 * <p>{@code hash} = SHA-256 over: the label {@code jointly/ledger/v1}, the previous entry's hash (32 bytes), number, time
 * in milliseconds (both 8 bytes, big endian), kind, and the fields in the order of their names; every text as its length
 * in UTF-8 bytes (4 bytes) and its bytes, the fields with their number (4 bytes) before them. So it does not depend on how JSON is spelled.
 *
 * @param number from 1
 * @param time to the millisecond
 * @param fields labels and digests, never a value of the data
 * @param previous hex of the hash of the entry before; of the first entry 64 zeros
 * @param hash hex
 */
public record LedgerEntry(
    long number, Instant time, Kind kind, SortedMap<String, String> fields, String previous, String hash) {
  /** The hash before the first entry. */
  static final String NONE = "0".repeat(64);

  static final int MAX_TEXT = 8192;
  static final int MAX_FIELDS = 64;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final String LABEL = "jointly/ledger/v1";

  public LedgerEntry {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** What happened. */
  public enum Kind {
    /** A question arrived. */
    ASKED,
    /** This site consented or refused. */
    DECIDED,
    /** All consented and the session begins; from here on the question counts as answered. */
    CHARGED,
    /** The listed numbers are opened. */
    OPENED,
    /** The session ended without an answer. */
    ABORTED,
    /** An incomplete last line was moved aside. */
    RECOVERED;

    /** The word in the file. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The entry that follows another.
   *
   * @throws IllegalArgumentException if a field's name is not one, or there are too many or too long ones
   */
  static LedgerEntry after(String previous, long number, Instant time, Kind kind, Map<String, String> fields) {
    if (fields.size() > MAX_FIELDS) {
      throw new IllegalArgumentException("a ledger entry has at most " + MAX_FIELDS + " fields, got " + fields.size());
    }
    TreeMap<String, String> sorted = new TreeMap<>();
    fields.forEach((name, value) -> {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("a ledger field's name is lower-case letters, digits and underscores");
      }
      sorted.put(name, wellFormed(value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT - 1) + "…"));
    });
    Instant millis = Instant.ofEpochMilli(time.toEpochMilli());
    return new LedgerEntry(number, millis, kind, sorted, previous, hash(previous, number, millis, kind, sorted));
  }

  /** The text without halves of characters, which UTF-8 cannot tell apart, and so neither could the hash. */
  static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** Whether the hash is the one that follows from everything else. */
  boolean isSound() {
    return hash.equals(hash(previous, number, time, kind, fields));
  }

  private static String hash(
      String previous, long number, Instant time, Kind kind, SortedMap<String, String> fields) {
    MessageDigest digest = sha256();
    text(digest, LABEL);
    digest.update(HexFormat.of().parseHex(previous));
    number(digest, number, Long.BYTES);
    number(digest, time.toEpochMilli(), Long.BYTES);
    text(digest, kind.label());
    number(digest, fields.size(), Integer.BYTES);
    fields.forEach((name, value) -> {
      text(digest, name);
      text(digest, value);
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void text(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(digest, bytes.length, Integer.BYTES);
    digest.update(bytes);
  }

  private static void number(MessageDigest digest, long number, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      digest.update((byte) (number >>> shift));
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
