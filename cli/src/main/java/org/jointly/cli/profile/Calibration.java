package org.jointly.cli.profile;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jointly.protocols.suite.SecurityModel;
import org.jointly.runtime.fault.InvalidConfiguration;

/**
 * How fast this machine computes a party's part: so long for every round, and so long for every byte that the party sends.
 *
 * @param rates by suite and adversary, as in {@code shamir.malicious}
 */
public record Calibration(Map<String, Rate> rates) {
  private static final String ROUND = ".nanos_per_round";
  private static final String BYTE = ".nanos_per_byte";
  private static final double NANOS = 1e9;

  public Calibration {
    rates = Collections.unmodifiableMap(new TreeMap<>(rates));
  }

  /** A straight line: what the rounds take, and what the bytes take besides. */
  public record Rate(double nanosPerRound, double nanosPerByte) {
    public Rate {
      if (!(nanosPerRound >= 0 && nanosPerByte >= 0)) {
        throw new IllegalArgumentException("times are 0 or more");
      }
    }
  }

  /** The key of a security model. */
  static String key(String suite, String adversary) {
    return suite + "." + adversary;
  }

  /** How long a party computes; empty if this was never measured for its suite. */
  public Optional<Double> seconds(SecurityModel model, long rounds, long bytes) {
    return Optional.ofNullable(rates.get(key(model.suite(), model.adversary().label())))
        .map(rate -> (rounds * rate.nanosPerRound() + bytes * rate.nanosPerByte()) / NANOS);
  }

  /** Where this user's is: in the cache folder of the XDG base directories. */
  public static Path usualFile() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path folder = cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return folder.resolve("jointly").resolve("calibration.properties");
  }

  /**
   * Reads a file; nothing is known if there is none.
   *
   * @throws InvalidConfiguration if it is no calibration
   */
  public static Calibration read(Path file) {
    if (!Files.exists(file)) {
      return new Calibration(Map.of());
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(Files.readString(file)));
      Map<String, Rate> rates = new TreeMap<>();
      for (String name : properties.stringPropertyNames()) {
        if (name.endsWith(ROUND)) {
          String key = name.substring(0, name.length() - ROUND.length());
          rates.put(key, new Rate(number(properties, key + ROUND), number(properties, key + BYTE)));
        }
      }
      return new Calibration(rates);
    } catch (IOException | IllegalArgumentException wrong) {
      throw new InvalidConfiguration(file + " is no calibration; make it anew with: jointly profile calibrate");
    }
  }

  private static double number(Properties properties, String name) {
    return Double.parseDouble(properties.getProperty(name, "absent"));
  }

  public void write(Path file) {
    StringWriter text = new StringWriter();
    text.append("# How long this machine computes, by jointly profile calibrate\n");
    rates.forEach((key, rate) -> text.append(key).append(ROUND).append('=').append(String.valueOf(rate.nanosPerRound())).append('\n')
        .append(key).append(BYTE).append('=').append(String.valueOf(rate.nanosPerByte())).append('\n'));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text.toString(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write " + file, failed);
    }
  }
}
