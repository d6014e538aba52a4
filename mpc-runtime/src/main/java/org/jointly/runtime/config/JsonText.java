package org.jointly.runtime.config;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads JSON that we wrote. It is YAML, too, so the library for that reads it; and other YAML, which does no harm. */
public final class JsonText {
  private static final int MAX_CHARACTERS = 64 << 20;

  private JsonText() {}

  /**
   * Maps, lists, texts, numbers and booleans.
   *
   * @throws IllegalArgumentException if the text is not such, is longer than {@value #MAX_CHARACTERS} characters, or has a name twice
   */
  public static Object read(String text) {
    LoadSettings settings = LoadSettings.builder()
        .setCodePointLimit(MAX_CHARACTERS).setAllowDuplicateKeys(false).setMaxAliasesForCollections(0).build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (YamlEngineException | StackOverflowError malformed) {
      throw new IllegalArgumentException("no JSON", malformed);
    }
  }
}
