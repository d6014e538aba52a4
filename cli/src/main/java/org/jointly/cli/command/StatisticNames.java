package org.jointly.cli.command;

import java.util.Iterator;
import java.util.List;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.query.Suggestion;
import org.jointly.protocols.statistic.Statistic;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The names of what can be asked for, for help texts and shells. */
final class StatisticNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return names().iterator();
  }

  private static List<String> names() {
    return Catalog.standard().statistics().stream().map(Statistic::name).toList();
  }

  private static String said(String name) {
    return Suggestion.question(Catalog.standard().meant(name))
        .map(question -> question + " 'jointly query list' tells of all")
        .orElse("; 'jointly query list' tells what there is");
  }

  /** @throws ParameterException if there is none of this name */
  static Statistic require(String name, CommandSpec spec) {
    return Catalog.standard()
        .statistic(name)
        .orElseThrow(() ->
            new ParameterException(spec.commandLine(), "no statistic '" + name + "'" + said(name)));
  }
}
