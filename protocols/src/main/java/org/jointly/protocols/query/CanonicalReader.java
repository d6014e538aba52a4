package org.jointly.protocols.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Reads what {@link CanonicalWriter} writes, and nothing else: whatever it accepts would be written as the very same bytes.
 *
 * <p>Never allocates more than a small multiple of the bytes given. Every method throws {@link CanonicalFormException}
 * when the next bytes are not what it reads.
 */
public final class CanonicalReader {
  private final byte[] bytes;
  private final Limits limits;
  private int position;
  private int values;
  private int depth;

  public CanonicalReader(String label, Limits limits, byte[] bytes) {
    this.bytes = bytes;
    this.limits = limits;
    if (bytes.length > limits.bytes()) {
      throw new CanonicalFormException(bytes.length + " bytes, at most " + limits.bytes());
    }
    if (!text().equals(label)) {
      throw wrong("expected the label " + label);
    }
  }

  /** One case of a closed choice: {@code body} is given the tag. */
  public <T> T tagged(IntFunction<T> body) {
    if (++values > limits.values()) {
      throw wrong("more than " + limits.values() + " values");
    }
    if (++depth > Limits.DEPTH) {
      throw wrong("nested deeper than " + Limits.DEPTH + " levels");
    }
    T value = body.apply(next());
    depth--;
    return value;
  }

  /** To be thrown for a tag that names no case. */
  public CanonicalFormException unknownTag(int tag) {
    return wrong("unknown tag " + tag);
  }

  public int count() {
    long value = unsigned();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw wrong("a count beyond 31 bits");
    }
    return (int) value;
  }

  public long whole() {
    long zigzag = unsigned();
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  /** A whole number that must lie in a range. */
  public long whole(long low, long high) {
    long value = whole();
    if (value < low || value > high) {
      throw wrong("a number outside [" + low + ", " + high + "]");
    }
    return value;
  }

  public boolean flag() {
    int octet = next();
    if (octet > 1) {
      throw wrong("a flag that is neither 0 nor 1");
    }
    return octet == 1;
  }

  public String text() {
    int length = length(Limits.TEXT_BYTES);
    try {
      ByteBuffer encoded = ByteBuffer.wrap(bytes, position, length);
      String text = StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
      position += length;
      return text;
    } catch (CharacterCodingException e) {
      throw wrong("a text that is not UTF-8");
    }
  }

  public byte[] bytes(int atMost) {
    int length = length(atMost);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  public double real() {
    if (bytes.length - position < Double.BYTES) {
      throw wrong("the end, in the middle of a number");
    }
    double value = ByteBuffer.wrap(bytes, position, Double.BYTES).getDouble();
    if (!Double.isFinite(value)) {
      throw wrong("a number that is not finite");
    }
    position += Double.BYTES;
    return value;
  }

  public BigInteger integer() {
    byte[] digits = bytes(Limits.NUMBER_BYTES);
    if (digits.length == 0) {
      throw wrong("a number without digits");
    }
    BigInteger value = new BigInteger(digits);
    if (value.toByteArray().length != digits.length) {
      throw wrong("a number with needless leading digits");
    }
    return value;
  }

  public BigDecimal decimal() {
    int scale = (int) whole(-Limits.SCALE, Limits.SCALE);
    return new BigDecimal(integer(), scale);
  }

  public <T> List<T> list(Supplier<T> each) {
    int count = length(limits.values());
    List<T> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(each.get());
    }
    return elements;
  }

  /** To be called last. */
  public void end() {
    if (position != bytes.length) {
      throw wrong((bytes.length - position) + " trailing bytes");
    }
  }

  /** A count of things that take at least one byte each. */
  private int length(int atMost) {
    int length = count();
    if (length > atMost) {
      throw wrong("a length of " + length + ", at most " + atMost);
    }
    if (length > bytes.length - position) {
      throw wrong("a length of " + length + " with " + (bytes.length - position) + " bytes left");
    }
    return length;
  }

  private long unsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int octet = next();
      if (shift == 63 && octet > 1) {
        throw wrong("a number beyond 64 bits");
      }
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        if (octet == 0 && shift > 0) {
          throw wrong("a number longer than it need be");
        }
        return value;
      }
    }
    throw wrong("a number beyond 64 bits");
  }

  private int next() {
    if (position == bytes.length) {
      throw wrong("the end, in the middle of a value");
    }
    return bytes[position++] & 0xff;
  }

  private CanonicalFormException wrong(String got) {
    return new CanonicalFormException("byte " + position + ": got " + got);
  }
}
