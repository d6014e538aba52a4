package org.jointly.runtime.config;

import java.util.Locale;
import org.jointly.protocols.query.Names;

/** How messages speak about what is written in a file. */
final class Words {
  private Words() {}

  /** What somebody wrote: quoted, shortened, without control characters. */
  static String shown(String text) {
    return Names.shown(text);
  }

  /** SEMI_HONEST as files write it: semi-honest. */
  static String plain(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
