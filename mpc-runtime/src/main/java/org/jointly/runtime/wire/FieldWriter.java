package org.jointly.runtime.wire;

import com.esotericsoftware.kryo.io.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;

/** Writes the fields of messages; {@link FieldReader} reads them. Numbers and lengths are little-endian, a length has 4 bytes. */
final class FieldWriter {
  private final Output output;

  FieldWriter(Output output) {
    this.output = output;
  }

  void choice(int value) {
    output.writeByte(value);
  }

  void number(long value) {
    output.writeLong(value);
  }

  void bytes32(Bytes32 value) {
    output.writeBytes(value.bytes());
  }

  void bytes(byte[] value) {
    output.writeInt(value.length);
    output.writeBytes(value);
  }

  void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  void party(PartyId value) {
    text(value.name());
  }

  void signed(SignedBytes value) {
    bytes(value.encode());
  }

  void fault(FaultReport value) {
    choice(value.family().code());
    optional(value.party(), FieldWriter::party);
    text(value.detail());
    number(value.millis());
  }

  <T> void optional(Optional<T> value, BiConsumer<FieldWriter, T> field) {
    choice(value.isPresent() ? 1 : 0);
    value.ifPresent(present -> field.accept(this, present));
  }

  <T> void list(List<T> values, BiConsumer<FieldWriter, T> field) {
    output.writeInt(values.size());
    values.forEach(value -> field.accept(this, value));
  }
}
