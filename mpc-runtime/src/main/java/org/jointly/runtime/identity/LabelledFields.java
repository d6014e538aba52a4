package org.jointly.runtime.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to sign or to digest: fields in order, each preceded by its length, the whole preceded by a versioned label.
 *
 * <pre>
 *   bytes = field(label) field*        field = length (4 bytes, big-endian) content
 * </pre>
 *
 * <p>For what is only ever signed or digested. What is read again has the canonical form of the protocols' {@code query}.
 *
 * <p>Two different sequences of fields never have the same bytes, and bytes made under one label are never those of another.
 */
public final class LabelledFields {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** @param label what the bytes are for, with its version: {@code jointly/roster/v1} */
  public LabelledFields(String label) {
    text(label);
  }

  public LabelledFields text(String value) {
    return field(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A number as a field of 8 bytes. */
  public LabelledFields number(long value) {
    return field(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  public LabelledFields field(byte[] content) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
    bytes.writeBytes(content);
    return this;
  }

  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** SHA-256 of the bytes. */
  public byte[] digest() {
    return Fingerprint.sha256(toBytes());
  }
}
