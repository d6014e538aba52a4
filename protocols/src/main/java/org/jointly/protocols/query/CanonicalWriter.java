package org.jointly.protocols.query;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * Writes the one canonical byte form of a value; digests and signatures are over such bytes.
 *
 * <pre>
 *   form     = text(label) fields…         the label names type and version: "jointly/query/1"
 *   count    = LEB128, unsigned, shortest, at most 31 bits
 *   whole    = LEB128 of the zigzag form, shortest, at most 64 bits
 *   text     = count, then that many bytes of UTF-8
 *   bytes    = count, then that many bytes
 *   flag     = 00 | 01
 *   real     = 8 bytes, IEEE 754 binary64, big-endian, finite
 *   integer  = bytes: two's complement, big-endian, shortest
 *   decimal  = whole(scale) integer(digits)
 *   tag      = 1 byte: which case of a closed choice follows
 *   list     = count, then the elements
 * </pre>
 *
 * Equal values have equal bytes, and different values have different ones.
 */
public final class CanonicalWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Limits limits;
  private int values;
  private int depth;

  public CanonicalWriter(String label, Limits limits) {
    this.limits = limits;
    text(label);
  }

  /** The start of one case of a closed choice; what {@code body} writes lies one level deeper. */
  public CanonicalWriter tagged(int tag, Runnable body) {
    if (++values > limits.values()) {
      throw new CanonicalFormException("more than " + limits.values() + " values");
    }
    if (++depth > Limits.DEPTH) {
      throw new CanonicalFormException("nested deeper than " + Limits.DEPTH + " levels");
    }
    append(tag);
    body.run();
    depth--;
    return this;
  }

  public CanonicalWriter count(int count) {
    unsigned(Integer.toUnsignedLong(count));
    return this;
  }

  public CanonicalWriter whole(long value) {
    unsigned(value << 1 ^ value >> 63);
    return this;
  }

  public CanonicalWriter flag(boolean value) {
    append(value ? 1 : 0);
    return this;
  }

  /** @throws CanonicalFormException if the text is too long or not Unicode */
  public CanonicalWriter text(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      if (encoded.remaining() > Limits.TEXT_BYTES) {
        throw new CanonicalFormException("a text of " + encoded.remaining() + " bytes, at most " + Limits.TEXT_BYTES);
      }
      count(encoded.remaining());
      append(encoded.array(), encoded.remaining());
      return this;
    } catch (CharacterCodingException e) {
      throw new CanonicalFormException("a text with half a character");
    }
  }

  public CanonicalWriter bytes(byte[] bytes) {
    count(bytes.length);
    append(bytes, bytes.length);
    return this;
  }

  public CanonicalWriter real(double value) {
    byte[] encoded = ByteBuffer.allocate(Double.BYTES).putLong(Double.doubleToLongBits(value)).array();
    append(encoded, encoded.length);
    return this;
  }

  public CanonicalWriter integer(BigInteger value) {
    byte[] digits = value.toByteArray();
    if (digits.length > Limits.NUMBER_BYTES) {
      throw new CanonicalFormException("a number of " + value.bitLength() + " bits");
    }
    return bytes(digits);
  }

  public CanonicalWriter decimal(BigDecimal value) {
    if (Math.abs((long) value.scale()) > Limits.SCALE) {
      throw new CanonicalFormException("a number with " + value.scale() + " decimals, at most " + Limits.SCALE);
    }
    return whole(value.scale()).integer(value.unscaledValue());
  }

  public <T> CanonicalWriter list(Collection<T> elements, Consumer<T> each) {
    count(elements.size());
    elements.forEach(each);
    return this;
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  /** The SHA-256 of the bytes. */
  public byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(toBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      append((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    append((int) rest);
  }

  private void append(int octet) {
    require(1);
    out.write(octet);
  }

  private void append(byte[] bytes, int length) {
    require(length);
    out.write(bytes, 0, length);
  }

  private void require(int more) {
    if (more > limits.bytes() - out.size()) {
      throw new CanonicalFormException("longer than " + limits.bytes() + " bytes");
    }
  }
}
