package org.jointly.cli;

import java.lang.reflect.Constructor;
import org.jointly.cli.console.Surroundings;
import picocli.CommandLine;

/** Makes commands and hands them what they run in; everything else is Picocli's to make. */
final class CommandFactory implements CommandLine.IFactory {
  private final Surroundings surroundings;
  private final CommandLine.IFactory others = CommandLine.defaultFactory();

  CommandFactory(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Surroundings.class) {
        constructor.setAccessible(true);
        return type.cast(constructor.newInstance(surroundings));
      }
    }
    return others.create(type);
  }
}
