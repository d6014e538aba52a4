package org.jointly.runtime.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jointly.runtime.wire.ControlMessage.Abort;
import org.jointly.runtime.wire.ControlMessage.Condition;
import org.jointly.runtime.wire.ControlMessage.ConditionRequest;
import org.jointly.runtime.wire.ControlMessage.Farewell;
import org.jointly.runtime.wire.ControlMessage.LotsAt;
import org.jointly.runtime.wire.ControlMessage.LotsRequest;
import org.jointly.runtime.wire.ControlMessage.MakeMaterial;
import org.jointly.runtime.wire.ControlMessage.MakingOutcome;
import org.jointly.runtime.wire.ControlMessage.MakingProgress;
import org.jointly.runtime.wire.ControlMessage.MakingProposal;
import org.jointly.runtime.wire.ControlMessage.MakingStopped;
import org.jointly.runtime.wire.ControlMessage.MaterialKept;
import org.jointly.runtime.wire.ControlMessage.MaterialMade;
import org.jointly.runtime.wire.ControlMessage.Outcome;
import org.jointly.runtime.wire.ControlMessage.Ping;
import org.jointly.runtime.wire.ControlMessage.Pong;
import org.jointly.runtime.wire.ControlMessage.Proposal;
import org.jointly.runtime.wire.ControlMessage.QueryOutcome;
import org.jointly.runtime.wire.ControlMessage.QueryProgress;
import org.jointly.runtime.wire.ControlMessage.ReportReady;
import org.jointly.runtime.wire.ControlMessage.SessionReady;
import org.jointly.runtime.wire.ControlMessage.Start;
import org.jointly.runtime.wire.ControlMessage.Status;
import org.jointly.runtime.wire.ControlMessage.StatusRequest;
import org.jointly.runtime.wire.ControlMessage.StopMaking;
import org.jointly.runtime.wire.ControlMessage.Stored;
import org.jointly.runtime.wire.ControlMessage.StoredRequest;
import org.jointly.runtime.wire.ControlMessage.SubmitQuery;
import org.jointly.runtime.wire.ControlMessage.Vote;

/**
 * The bytes of one kind of message: its fixed number on the wire, and how its fields are written and read, side by side.
 *
 * @param id never changes and is never used again for another message; Kryo's own types have 0 to 9
 */
record MessageLayout<T extends ControlMessage>(
    int id, Class<T> type, BiConsumer<FieldWriter, T> write, Function<FieldReader, T> read) {

  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /** Every message. */
  static List<MessageLayout<?>> all() {
    return List.of(
        new MessageLayout<>(
            16, SubmitQuery.class, (out, m) -> out.signed(m.query()), in -> new SubmitQuery(in.signed())),
        new MessageLayout<>(
            17,
            QueryProgress.class,
            (out, m) -> {
              out.bytes32(m.submission());
              out.text(m.stage());
            },
            in -> new QueryProgress(in.bytes32(), in.text(Limits.STAGE_CHARACTERS))),
        new MessageLayout<>(
            18,
            QueryOutcome.class,
            (out, m) -> {
              out.bytes32(m.submission());
              writeOutcome(out, m.outcome());
            },
            in -> new QueryOutcome(in.bytes32(), readOutcome(in))),
        new MessageLayout<>(
            19,
            Proposal.class,
            (out, m) -> {
              out.bytes32(m.nonce());
              out.signed(m.query());
              out.party(m.home());
            },
            in -> new Proposal(in.bytes32(), in.signed(), in.party())),
        new MessageLayout<>(
            20,
            Vote.class,
            (out, m) -> {
              out.bytes32(m.proposal());
              out.party(m.party());
              out.signed(m.ballot());
            },
            in -> new Vote(in.bytes32(), in.party(), in.ballot())),
        new MessageLayout<>(
            21,
            Start.class,
            (out, m) -> {
              out.bytes32(m.proposal());
              out.list(m.ballots(), FieldWriter::signed);
            },
            in -> new Start(in.bytes32(), in.list(Limits.PARTIES, FieldReader::ballot))),
        new MessageLayout<>(
            22,
            SessionReady.class,
            (out, m) -> {
              out.bytes32(m.proposal());
              out.bytes32(m.session());
              out.list(m.lots(), FieldWriter::bytes32);
            },
            in -> new SessionReady(in.bytes32(), in.bytes32(), readLots(in))),
        new MessageLayout<>(
            23,
            Abort.class,
            (out, m) -> {
              out.bytes32(m.proposal());
              out.party(m.by());
              out.fault(m.fault());
            },
            in -> new Abort(in.bytes32(), in.party(), in.fault())),
        new MessageLayout<>(
            24,
            ReportReady.class,
            (out, m) -> {
              out.bytes32(m.proposal());
              out.signed(m.report());
            },
            in -> new ReportReady(in.bytes32(), in.report())),
        new MessageLayout<>(25, StatusRequest.class, (out, m) -> {}, in -> new StatusRequest()),
        new MessageLayout<>(26, Status.class, MessageLayout::writeStatus, MessageLayout::readStatus),
        new MessageLayout<>(27, Ping.class, (out, m) -> out.number(m.stamp()), in -> new Ping(in.number())),
        new MessageLayout<>(28, Pong.class, (out, m) -> out.number(m.stamp()), in -> new Pong(in.number())),
        new MessageLayout<>(
            29,
            MakeMaterial.class,
            (out, m) -> {
              out.bytes32(m.nonce());
              writeOrder(out, m.order());
            },
            in -> new MakeMaterial(in.bytes32(), readOrder(in))),
        new MessageLayout<>(
            30,
            MakingProgress.class,
            (out, m) -> {
              out.bytes32(m.request());
              out.number(m.pieces());
            },
            in -> new MakingProgress(in.bytes32(), in.number())),
        new MessageLayout<>(
            31,
            MakingOutcome.class,
            (out, m) -> {
              out.bytes32(m.request());
              out.optional(m.fault(), FieldWriter::fault);
            },
            in -> new MakingOutcome(in.bytes32(), in.optional(FieldReader::fault))),
        new MessageLayout<>(
            32,
            MakingProposal.class,
            (out, m) -> {
              out.bytes32(m.nonce());
              out.party(m.home());
              out.bytes32(m.roster());
              out.number(m.proposedAt().toEpochMilli());
              writeOrder(out, m.order());
            },
            in -> new MakingProposal(in.bytes32(), in.party(), in.bytes32(), readMoment(in), readOrder(in))),
        new MessageLayout<>(
            33,
            MaterialMade.class,
            (out, m) -> {
              out.bytes32(m.proposal());
              out.bytes32(m.session());
            },
            in -> new MaterialMade(in.bytes32(), in.bytes32())),
        new MessageLayout<>(
            34, MaterialKept.class, (out, m) -> out.bytes32(m.proposal()), in -> new MaterialKept(in.bytes32())),
        new MessageLayout<>(
            35,
            StoredRequest.class,
            (out, m) -> out.text(m.field()),
            in -> new StoredRequest(in.text(Limits.LABEL_CHARACTERS))),
        new MessageLayout<>(
            36,
            Stored.class,
            (out, m) -> {
              out.text(m.field());
              writePieces(out, m.pieces());
              out.optional(m.pace(), MessageLayout::writePace);
            },
            in -> new Stored(in.text(Limits.LABEL_CHARACTERS), readPieces(in), in.optional(MessageLayout::readPace))),
        new MessageLayout<>(37, ConditionRequest.class, (out, m) -> {}, in -> new ConditionRequest()),
        new MessageLayout<>(38, Condition.class, MessageLayout::writeCondition, MessageLayout::readCondition),
        new MessageLayout<>(39, LotsRequest.class, (out, m) -> out.bytes32(m.nonce()), in -> new LotsRequest(in.bytes32())),
        new MessageLayout<>(
            40,
            LotsAt.class,
            (out, m) -> {
              out.bytes32(m.request());
              out.party(m.party());
              out.optional(m.lots(), (each, lots) -> each.list(lots, FieldWriter::bytes32));
            },
            in -> new LotsAt(in.bytes32(), in.party(), in.optional(MessageLayout::readLots))),
        new MessageLayout<>(41, Farewell.class, (out, m) -> out.fault(m.why()), in -> new Farewell(in.fault())),
        new MessageLayout<>(42, StopMaking.class, (out, m) -> {}, in -> new StopMaking()),
        new MessageLayout<>(
            43, MakingStopped.class, (out, m) -> out.choice(m.wasMaking() ? 1 : 0), in -> new MakingStopped(readFlag(in))));
  }

  private static List<Bytes32> readLots(FieldReader in) {
    return in.list(Limits.LOTS, FieldReader::bytes32);
  }

  private static void writeCondition(FieldWriter out, Condition condition) {
    out.text(condition.version());
    out.number(condition.startedAt().getEpochSecond());
    out.bytes32(condition.rosterDigest());
    out.number(condition.certificateExpiry().getEpochSecond());
    out.list(condition.peers(), (each, peer) -> {
      each.party(peer.peer());
      each.choice(peer.connected() ? 1 : 0);
      each.number(peer.since().getEpochSecond());
    });
    out.number(condition.load().queries());
    out.number(condition.load().mostQueries());
    out.choice(condition.load().making() ? 1 : 0);
    out.list(condition.troubles(), FieldWriter::fault);
  }

  private static Condition readCondition(FieldReader in) {
    return new Condition(
        in.text(Limits.VERSION_CHARACTERS),
        readInstant(in),
        in.bytes32(),
        readInstant(in),
        in.list(Limits.PARTIES, each -> new Condition.PeerCondition(each.party(), readFlag(each), readInstant(each))),
        new Condition.Load(in.number(), in.number(), readFlag(in)),
        in.list(Limits.TROUBLES, FieldReader::fault));
  }

  private static boolean readFlag(FieldReader in) {
    return switch (in.choice()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new MalformedMessage("a flag is 0 or 1");
    };
  }

  private static void writeOrder(FieldWriter out, MaterialOrder order) {
    out.text(order.field());
    writePieces(out, order.pieces());
    out.number(order.patience().toSeconds());
  }

  private static MaterialOrder readOrder(FieldReader in) {
    return new MaterialOrder(in.text(Limits.LABEL_CHARACTERS), readPieces(in), readPatience(in));
  }

  private static Duration readPatience(FieldReader in) {
    long seconds = in.number();
    if (seconds < 1 || seconds > MaterialOrder.MAX_PATIENCE.toSeconds()) {
      throw new MalformedMessage("a patience of " + seconds + " s");
    }
    return Duration.ofSeconds(seconds);
  }

  /** In the order of the names: another order, and a name twice, is another encoding than ours. */
  private static void writePieces(FieldWriter out, SortedMap<String, Long> pieces) {
    out.list(List.copyOf(pieces.entrySet()), (each, kind) -> {
      each.text(kind.getKey());
      each.number(kind.getValue());
    });
  }

  private static SortedMap<String, Long> readPieces(FieldReader in) {
    SortedMap<String, Long> pieces = new TreeMap<>();
    in.list(Limits.KINDS, each -> pieces.put(each.text(Limits.LABEL_CHARACTERS), each.number()));
    return pieces;
  }

  private static void writePace(FieldWriter out, MakingPace pace) {
    out.number(pace.nanosPerRound());
    out.number(pace.picosPerByte());
  }

  private static MakingPace readPace(FieldReader in) {
    return new MakingPace(in.number(), in.number());
  }

  private static void writeOutcome(FieldWriter out, Outcome outcome) {
    if (outcome instanceof Outcome.Reports reports) {
      out.choice(0);
      out.bytes(reports.answer().bytes());
      out.list(reports.reports(), FieldWriter::signed);
    } else if (outcome instanceof Outcome.Failed failed) {
      out.choice(1);
      out.fault(failed.fault());
    }
  }

  private static Outcome readOutcome(FieldReader in) {
    return switch (in.choice()) {
      case 0 -> new Outcome.Reports(
          Octets.of(in.bytes(Limits.ANSWER_BYTES)), in.list(Limits.PARTIES, FieldReader::report));
      case 1 -> new Outcome.Failed(in.fault());
      default -> throw new MalformedMessage("an outcome begins with 0 or 1");
    };
  }

  private static void writeStatus(FieldWriter out, Status status) {
    out.party(status.party());
    out.text(status.version());
    out.list(status.linksUp(), FieldWriter::party);
    out.bytes32(status.rosterDigest());
    out.number(status.certificateExpiry().getEpochSecond());
  }

  private static Status readStatus(FieldReader in) {
    return new Status(
        in.party(),
        in.text(Limits.VERSION_CHARACTERS),
        in.list(Limits.PARTIES, FieldReader::party),
        in.bytes32(),
        readInstant(in));
  }

  private static Instant readMoment(FieldReader in) {
    long milli = in.number();
    if (milli < 0 || milli / 1000 > LAST_SECOND) {
      throw new MalformedMessage("a time outside 1970 to 9999");
    }
    return Instant.ofEpochMilli(milli);
  }

  private static Instant readInstant(FieldReader in) {
    long second = in.number();
    if (second < 0 || second > LAST_SECOND) {
      throw new MalformedMessage("a time outside 1970 to 9999");
    }
    return Instant.ofEpochSecond(second);
  }

  void registerWith(Kryo kryo) {
    kryo.register(type, new FieldSerializer(), id);
  }

  /** The hand-written serialiser that Kryo calls. */
  private final class FieldSerializer extends Serializer<T> {
    FieldSerializer() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, T message) {
      write.accept(new FieldWriter(output), message);
    }

    @Override
    public T read(Kryo kryo, Input input, Class<? extends T> wanted) {
      return read.apply(new FieldReader(input));
    }
  }
}
