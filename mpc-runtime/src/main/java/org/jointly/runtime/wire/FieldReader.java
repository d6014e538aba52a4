package org.jointly.runtime.wire;

import com.esotericsoftware.kryo.io.Input;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jointly.runtime.fault.FaultFamily;
import org.jointly.runtime.fault.FaultReport;
import org.jointly.runtime.identity.SignedBytes;
import org.jointly.runtime.party.PartyId;

/** Reads the fields of messages; allocates nothing that the remaining bytes cannot fill. */
final class FieldReader {
  private static final int BYTES_PER_CHARACTER = 3;

  private final Input input;

  FieldReader(Input input) {
    this.input = input;
  }

  int choice() {
    return input.readByte() & 0xff;
  }

  long number() {
    return input.readLong();
  }

  Bytes32 bytes32() {
    return Bytes32.of(exactly(Bytes32.LENGTH));
  }

  byte[] bytes(int max) {
    int length = input.readInt();
    if (length < 0 || length > max) {
      throw new MalformedMessage("field of " + length + " bytes, at most " + max + " are possible");
    }
    return exactly(length);
  }

  private byte[] exactly(int length) {
    if (length > remaining()) {
      throw new MalformedMessage("field of " + length + " bytes, but the message ends after " + remaining());
    }
    return input.readBytes(length);
  }

  private int remaining() {
    return input.limit() - input.position();
  }

  String text(int maxCharacters) {
    byte[] bytes = bytes(maxCharacters * BYTES_PER_CHARACTER);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new MalformedMessage("text that is not UTF-8", malformed);
    }
  }

  PartyId party() {
    return new PartyId(text(Limits.NAME_CHARACTERS));
  }

  SignedBytes signed() {
    return signed(SignedBytes.MAX_ENCODED_BYTES);
  }

  SignedBytes ballot() {
    return signed(Limits.BALLOT_BYTES);
  }

  SignedBytes report() {
    return signed(Limits.REPORT_BYTES);
  }

  private SignedBytes signed(int max) {
    return SignedBytes.decode(bytes(max));
  }

  FaultReport fault() {
    return new FaultReport(
        FaultFamily.ofCode(choice()), optional(FieldReader::party), text(FaultReport.MAX_TEXT), number());
  }

  <T> Optional<T> optional(Function<FieldReader, T> field) {
    return switch (choice()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(field.apply(this));
      default -> throw new MalformedMessage("an optional field begins with 0 or 1");
    };
  }

  <T> List<T> list(int max, Function<FieldReader, T> field) {
    int size = input.readInt();
    if (size < 0 || size > max) {
      throw new MalformedMessage("list of " + size + ", at most " + max + " are possible");
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(field.apply(this));
    }
    return values;
  }
}
