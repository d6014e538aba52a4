package org.jointly.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;

/** A piece of a YAML file and the line it begins in, from 1. */
sealed interface YamlNode {
  int line();

  /** What the node is, for people: "a list". */
  String inWords();

  /**
   * A single value.
   *
   * @param text as written, without quotes
   * @param quoted whether it stands in quotes (or is a block of text), which makes it text whatever it looks like
   */
  record Scalar(int line, String text, boolean quoted) implements YamlNode {
    /** Whether nothing is written there, or YAML's word for nothing. */
    boolean isEmpty() {
      return !quoted && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    @Override
    public String inWords() {
      return isEmpty() ? "nothing" : Words.shown(text);
    }
  }

  record Items(int line, List<YamlNode> nodes) implements YamlNode {
    public Items {
      nodes = List.copyOf(nodes);
    }

    @Override
    public String inWords() {
      return "a list";
    }
  }

  record Mapping(int line, LinkedHashMap<String, Entry> entries) implements YamlNode {
    @Override
    public String inWords() {
      return "a set of keys";
    }
  }

  /** A key's value, and the line of the key. */
  record Entry(int line, YamlNode value) {}
}
