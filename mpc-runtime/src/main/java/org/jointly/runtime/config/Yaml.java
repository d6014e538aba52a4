package org.jointly.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into nodes that know their lines.
 *
 * <p>Stricter than YAML: one document of UTF-8, at most 32 levels deep; no anchors, aliases or tags; keys are plain words
 * and come once. So a small file stays small, and nothing in it means more than it says.
 */
final class Yaml {
  private static final int MAX_DEPTH = 32;

  private final Problems problems;
  private final Iterator<Event> events;

  private Yaml(Problems problems, Iterator<Event> events) {
    this.problems = problems;
    this.events = events;
  }

  /**
   * The document in a file; empty if it is unreadable or malformed, which the problems tell.
   *
   * @param maxBytes how long the file may be
   */
  static Optional<YamlNode> read(Path file, int maxBytes, Problems problems) {
    return text(file, maxBytes, problems).flatMap(text -> parse(text, problems));
  }

  /** A file's text; empty if it cannot be had, which the problems tell. */
  static Optional<String> text(Path file, int maxBytes, Problems problems) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        problems.add(file.toString(), 0, "is longer than " + maxBytes + " bytes, more than any such file needs");
        return Optional.empty();
      }
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      problems.add(file.toString(), 0, "is not UTF-8 text");
    } catch (NoSuchFileException e) {
      problems.add(file.toString(), 0, "does not exist");
    } catch (IOException e) {
      problems.add(file.toString(), 0, Files.isDirectory(file) ? "is a folder, not a file" : "cannot be read");
    }
    return Optional.empty();
  }

  static Optional<YamlNode> parse(String text, Problems problems) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      return new Yaml(problems, new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(line, "is not YAML: " + inPlainWords(String.valueOf(e.getProblem()).strip()));
    } catch (TooDeep e) {
      problems.add(e.line, "is nested more than " + MAX_DEPTH + " levels deep");
    } catch (ReaderException e) {
      problems.add(0, "is not YAML: it has a character that is not printable");
    } catch (YamlEngineException e) {
      problems.add(0, "is not YAML");
    }
    return Optional.empty();
  }

  /** What the parser says (snakeyaml-engine 3), for those who write a file once a year. */
  private static String inPlainWords(String problem) {
    if (problem.startsWith("mapping values are not allowed")) {
      return "a colon stands where none can be; put text that has a colon in it in quotes, and look at the indentation";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "a colon is missing here or in the line above; write \"key: value\"";
    }
    if (problem.contains("(TAB)")) {
      return "there is a tab; indent with spaces";
    }
    return problem;
  }

  private Optional<YamlNode> document() {
    events.next(); // the stream's start
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      problems.add(0, "is empty");
      return Optional.empty();
    }
    YamlNode root = node(events.next(), 1);
    events.next(); // the document's end
    Event next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      problems.add(line(next), "a second document begins; write one document in a file");
    }
    return Optional.of(root);
  }

  private YamlNode node(Event event, int depth) {
    int line = line(event);
    if (depth > MAX_DEPTH) {
      throw new TooDeep(line);
    }
    if (event instanceof AliasEvent) {
      problems.add(line, "aliases (*name) are not read here; write the value out");
      return new YamlNode.Scalar(line, "", false);
    }
    if (((NodeEvent) event).getAnchor().isPresent()) {
      problems.add(line, "anchors (&name) are not read here; write the value out");
    }
    if (event instanceof ScalarEvent scalar) {
      refuseTag(line, scalar.getTag());
      return new YamlNode.Scalar(line, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
    }
    refuseTag(line, ((CollectionStartEvent) event).getTag());
    return event.getEventId() == Event.ID.SequenceStart ? items(line, depth) : mapping(line, depth);
  }

  private void refuseTag(int line, Optional<String> tag) {
    tag.ifPresent(name -> problems.add(line, "tags (!name) are not read here; leave " + Words.shown(name) + " out"));
  }

  private YamlNode items(int line, int depth) {
    List<YamlNode> nodes = new ArrayList<>();
    for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
      nodes.add(node(event, depth + 1));
    }
    return new YamlNode.Items(line, nodes);
  }

  private YamlNode mapping(int line, int depth) {
    LinkedHashMap<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
      int keyLine = line(event);
      YamlNode key = node(event, depth + 1);
      YamlNode value = node(events.next(), depth + 1);
      if (!(key instanceof YamlNode.Scalar word)) {
        problems.add(keyLine, "a key must be a word");
        continue;
      }
      YamlNode.Entry first = entries.putIfAbsent(word.text(), new YamlNode.Entry(keyLine, value));
      if (first != null) {
        problems.add(keyLine, word.text() + ": stands already in line " + first.line() + "; write it once");
      }
    }
    return new YamlNode.Mapping(line, entries);
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  /** Nesting that no honest file has. */
  private static final class TooDeep extends YamlEngineException {
    private static final long serialVersionUID = 1;
    private final int line;

    TooDeep(int line) {
      super("too deep");
      this.line = line;
    }
  }
}
