package org.jointly.runtime.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jointly.runtime.fault.IdentityFailure;

/**
 * Control messages to bytes and back, through a Kryo of its own. Not thread-safe: one codec per thread or link.
 *
 * <pre>
 *   message = id + 2 (Kryo's variable-length class number) fields in the order of the record
 * </pre>
 *
 * <p>Registration is required, references are off, and the class number is looked up among our own messages before Kryo sees it:
 * Kryo would otherwise read a class name, or one of its built-in types, which allocate what their length says. A message has one
 * encoding: what decodes is encoded again and compared, so that trailing bytes and overlong numbers are refused.
 */
public final class ControlCodec {
  /** Kryo keeps class numbers 0 and 1 for null and for names. */
  private static final int KRYO_OFFSET = 2;

  private static final int INITIAL_BYTES = 512;

  private final Kryo kryo = new Kryo();
  private final Map<Integer, Class<? extends ControlMessage>> types = new HashMap<>();

  public ControlCodec() {
    kryo.setRegistrationRequired(true);
    kryo.setReferences(false);
    for (MessageLayout<?> layout : MessageLayout.all()) {
      layout.registerWith(kryo);
      types.put(layout.id(), layout.type());
    }
  }

  /**
   * @throws IllegalArgumentException if the message is longer than {@link Limits#MESSAGE_BYTES}
   */
  public byte[] encode(ControlMessage message) {
    try (Output output = new Output(INITIAL_BYTES, Limits.MESSAGE_BYTES)) {
      kryo.writeClassAndObject(output, message);
      return output.toBytes();
    } catch (KryoBufferOverflowException overflow) {
      throw new IllegalArgumentException(
          message.getClass().getSimpleName() + " is longer than " + Limits.MESSAGE_BYTES + " bytes", overflow);
    }
  }

  /**
   * Reads exactly one message.
   *
   * @throws MalformedMessage if the bytes are anything else; nothing larger than the bytes themselves was allocated
   */
  public ControlMessage decode(byte[] bytes) {
    if (bytes.length > Limits.MESSAGE_BYTES) {
      throw new MalformedMessage("message of " + bytes.length + " bytes, at most " + Limits.MESSAGE_BYTES + " are possible");
    }
    ControlMessage message = decodeLeniently(bytes);
    if (!Arrays.equals(encode(message), bytes)) {
      throw new MalformedMessage(
          message.getClass().getSimpleName() + " with trailing bytes or in another encoding than ours");
    }
    return message;
  }

  private ControlMessage decodeLeniently(byte[] bytes) {
    try (Input input = new Input(bytes)) {
      int id = input.readVarInt(true) - KRYO_OFFSET;
      Class<? extends ControlMessage> type = types.get(id);
      if (type == null) {
        throw new MalformedMessage("message of unknown kind " + id);
      }
      return kryo.readObject(input, type);
    } catch (KryoException truncated) {
      throw new MalformedMessage("message ends too early", truncated);
    } catch (IllegalArgumentException | IdentityFailure malformed) {
      throw new MalformedMessage(malformed.getMessage(), malformed);
    }
  }
}
