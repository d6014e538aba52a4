package org.jointly.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jointly.runtime.data.DataSettings;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.material.MaterialPlace;
import org.jointly.runtime.party.PartyId;
import org.jointly.runtime.transport.Emulation;
import org.jointly.runtime.wire.Bytes32;

/**
 * The settings of one site's node. Paths are resolved: relative ones against the folder of the file they stand in.
 *
 * @param party this site's name in the roster
 * @param identity the folder with this node's key and certificate
 * @param roster the consortium's roster
 * @param policy this site's policy
 * @param ledger this site's disclosure ledger; made when it is not there
 * @param material the folder for what a suite makes beforehand; made when there is any
 * @param listen where the node listens
 * @param data this site's records
 * @param limits what one node takes on
 * @param logLevel how much it tells
 * @param emulation a network that the node pretends to be on; for measurements only
 */
public record NodeConfig(
    PartyId party,
    Path identity,
    Path roster,
    Path policy,
    Path ledger,
    Path material,
    Listen listen,
    DataSettings data,
    Limits limits,
    LogLevel logLevel,
    Optional<Emulation> emulation) {

  /** Reads a node file; see {@code NodeFile} for its keys. */
  public static NodeConfig read(Path file) {
    return NodeFile.read(file, false);
  }

  /** As {@link #read}, for who mends it: if the file is wrong, what is wrong with the files and records it names is told at once. */
  public static NodeConfig readThoroughly(Path file) {
    return NodeFile.read(file, true);
  }

  /** Where this node's material is; its key is beside that of the node. */
  public MaterialPlace material(Roster agreed) {
    return new MaterialPlace(material, identity.resolve("material.key"), Bytes32.of(agreed.digest()));
  }

  /**
   * @param host a name or address of this machine; {@code 0.0.0.0} for all of its addresses
   * @param port 0 for any that is free
   */
  public record Listen(String host, int port) {
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

    /** Where the node is reached from this machine. */
    public String hostFromHere() {
      return ANY_ADDRESS.contains(host) ? "127.0.0.1" : host;
    }
  }

  /**
   * @param sessionDeadline how long one query may take, waiting for others included
   * @param parallelSessions how many queries at a time
   * @param materialPieces how many pieces of material are made at most at a time, all kinds together
   */
  public record Limits(Duration sessionDeadline, int parallelSessions, long materialPieces) {
    private static final long MATERIAL_PIECES = 50_000_000;

    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(30), 4);

    /** With the usual limit of material. */
    public Limits(Duration sessionDeadline, int parallelSessions) {
      this(sessionDeadline, parallelSessions, MATERIAL_PIECES);
    }
  }

  /** How much a node tells its operator. */
  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }
}
