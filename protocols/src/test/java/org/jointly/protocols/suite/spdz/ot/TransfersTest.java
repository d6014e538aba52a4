package org.jointly.protocols.suite.spdz.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.jointly.protocols.round.PartyIndex;
import org.jointly.protocols.round.ProtocolViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransfersTest {
  private static final PartyIndex PEER = new PartyIndex(2);
  private static final byte[] CONTEXT = {1, 2, 3};
  private static final byte[] PUBLIC_KEY = new byte[16];
  private static final long POINT = 0x0123456789abcdefL;

  private final SecureRandom random = new SecureRandom();

  /** Both ends of an extension, after the base transfers. */
  private record Extension(ExtensionSender sender, ExtensionReceiver receiver) {}

  private Extension extension() {
    int count = ExtensionReceiver.baseTransfers();
    boolean[] chosen = choices(count);
    BaseTransfers.Sender base = new BaseTransfers.Sender(CONTEXT, random);
    BaseTransfers.Receiver other = new BaseTransfers.Receiver(CONTEXT, PEER, base.offer(), chosen, random);
    return new Extension(
        new ExtensionSender(PEER, other.keys(), chosen, PUBLIC_KEY),
        new ExtensionReceiver(base.keys(PEER, other.answer(), count), PUBLIC_KEY, random));
  }

  private boolean[] choices(int count) {
    boolean[] choices = new boolean[count];
    for (int i = 0; i < count; i++) {
      choices[i] = random.nextBoolean();
    }
    return choices;
  }

  @Test
  void baseTransfer_givesTheChosenKeyOnly() {
    boolean[] chosen = choices(20);
    BaseTransfers.Sender sender = new BaseTransfers.Sender(CONTEXT, random);
    BaseTransfers.Receiver receiver = new BaseTransfers.Receiver(CONTEXT, PEER, sender.offer(), chosen, random);

    byte[][][] both = sender.keys(PEER, receiver.answer(), 20);

    for (int i = 0; i < 20; i++) {
      assertThat(receiver.keys()[i]).hasSize(32).isEqualTo(both[i][chosen[i] ? 1 : 0]).isNotEqualTo(both[i][chosen[i] ? 0 : 1]);
    }
  }

  @Test
  void baseTransfer_inAnotherContext_hasOtherKeys() {
    BaseTransfers.Sender sender = new BaseTransfers.Sender(CONTEXT, random);
    BaseTransfers.Receiver receiver = new BaseTransfers.Receiver(new byte[] {4}, PEER, sender.offer(), new boolean[1], random);

    assertThat(receiver.keys()[0]).isNotEqualTo(sender.keys(PEER, receiver.answer(), 1)[0][0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65, 67})
  void offer_ofAnotherLength_namesTheSender(int length) {
    assertThatThrownBy(() -> new BaseTransfers.Receiver(CONTEXT, PEER, new byte[length], new boolean[1], random))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(PEER))
        .hasMessageContaining("offer of oblivious transfers of " + length + " bytes, expected 66");
  }

  @Test
  void pointsOffTheCurve_nameTheSender() {
    byte[] offer = new BaseTransfers.Sender(CONTEXT, random).offer();
    offer[0] = 9;
    assertThatThrownBy(() -> new BaseTransfers.Receiver(CONTEXT, PEER, offer, new boolean[1], random))
        .hasMessageContaining("point 0 of the oblivious transfers is not on the curve");
    BaseTransfers.Sender sender = new BaseTransfers.Sender(CONTEXT, random);
    assertThatThrownBy(() -> sender.keys(PEER, new byte[33], 1)).hasMessageContaining("is not on the curve");
    byte[] beyond = new byte[33];
    Arrays.fill(beyond, (byte) 0xff);
    beyond[0] = 2; // a coordinate that is no element of the curve's field
    assertThatThrownBy(() -> sender.keys(PEER, beyond, 1)).hasMessageContaining("is not on the curve");
    assertThatThrownBy(() -> sender.keys(PEER, new byte[32], 1)).hasMessageContaining("of 32 bytes, expected 33");
  }

  @Test
  void extension_givesTheChosenStrings_batchAfterBatch() {
    Extension extension = extension();
    for (int words : new int[] {1, 5, 300}) {
      long[] choices = random.longs(words).toArray();
      extension.sender().extend(extension.receiver().extend(choices), words);
      extension.sender().verify(POINT, extension.receiver().proof(POINT));
      long[] chosen = extension.receiver().chosen();
      ExtensionSender.Strings both = extension.sender().strings();

      for (int i = 0; i < 64 * words; i++) {
        boolean one = (choices[i / 64] >>> i % 64 & 1) == 1;
        for (int half = 0; half < 2; half++) {
          long zeroString = both.ifZero()[2 * i + half];
          long oneString = both.ifOne()[2 * i + half];
          assertThat(chosen[2 * i + half]).isEqualTo(one ? oneString : zeroString).isNotEqualTo(one ? zeroString : oneString);
        }
      }
    }
  }

  /** A choice that differs in half of the columns: that the sender's D has zeros in all of them has probability 2^-64. */
  @Test
  void choicesThatDifferBetweenColumns_failTheCheck() {
    Extension extension = extension();
    byte[] message = extension.receiver().extend(new long[8]);
    for (int column = 0; column < 64; column++) {
      message[column * 9 * 8] ^= 1;
    }
    extension.sender().extend(message, 8);

    assertThatThrownBy(() -> extension.sender().verify(POINT, extension.receiver().proof(POINT)))
        .isInstanceOfSatisfying(ProtocolViolationException.class, e -> assertThat(e.peer()).contains(PEER))
        .hasMessageContaining("the consistency check of the oblivious transfers failed");
  }

  @Test
  void proof_changedAnywhere_fails() {
    Extension extension = extension();
    extension.sender().extend(extension.receiver().extend(new long[8]), 8);
    byte[] proof = extension.receiver().proof(POINT);
    for (int position = 8; position < proof.length; position += 8) { // the columns; that of the choices follows
      proof[position] ^= 1;
      assertThatThrownBy(() -> extension.sender().verify(POINT, proof)).hasMessageContaining("check");
      proof[position] ^= 1;
    }
    proof[0] ^= 1;
    assertThatThrownBy(() -> extension.sender().verify(POINT, proof)).hasMessageContaining("check");
    assertThatThrownBy(() -> extension.sender().verify(POINT, new byte[8])).hasMessageContaining("of 8 bytes, expected 1032");
    assertThatThrownBy(() -> extension.sender().strings()).hasMessageContaining("not been verified");
  }

  @Test
  void message_ofAnotherLength_isRefused() {
    Extension extension = extension();
    byte[] message = extension.receiver().extend(new long[2]);
    assertThatThrownBy(() -> extension.sender().extend(message, 3)).hasMessageContaining("of 3072 bytes, expected 4096");
  }

  @Test
  void transpose_isThat() {
    Random seeded = new Random(5);
    long[] block = seeded.longs(64).toArray();
    long[] transposed = block.clone();
    BitMatrix.transpose(transposed);
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j < 64; j++) {
        assertThat(transposed[j] >>> i & 1).isEqualTo(block[i] >>> j & 1);
      }
    }
  }

  @Test
  void linearHash_isLinear_andTellsStringsApart() {
    LinearHash hash = new LinearHash(POINT);
    Random seeded = new Random(6);
    long[] left = seeded.longs(20).toArray();
    long[] right = seeded.longs(20).toArray();
    long[] sum = new long[20];
    for (int i = 0; i < 20; i++) {
      sum[i] = left[i] ^ right[i];
    }
    assertThat(hash.of(sum)).isEqualTo(hash.of(left) ^ hash.of(right));
    // x · x^63 = x^64
    assertThat(new LinearHash(2).of(new long[] {1L << 63, 0})).isEqualTo(0x1b);
    assertThat(new LinearHash(2).of(new long[] {1L << 62, 1})).isEqualTo(1L << 63 | 1);
  }
}
