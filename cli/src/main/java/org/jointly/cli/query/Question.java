package org.jointly.cli.query;

import java.nio.file.Path;
import java.time.Duration;
import org.jointly.cli.console.Surroundings;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.plan.QueryPlan;
import org.jointly.protocols.plan.QueryPlanner;
import org.jointly.protocols.plan.Setting;
import org.jointly.protocols.query.InvalidQueryException;
import org.jointly.protocols.query.QuerySpec;
import org.jointly.protocols.suite.Adversary;
import org.jointly.runtime.analyst.QueryClient;
import org.jointly.runtime.analyst.VerifiedOutcome;
import org.jointly.runtime.config.QueryFile;
import org.jointly.runtime.identity.Identity;
import org.jointly.runtime.identity.Roster;
import org.jointly.runtime.party.PartyId;

/**
 * A query file and the plan the analyst makes of it, before anybody is asked.
 *
 * @param spec what the file says
 * @param plan what the nodes will have to agree on
 */
public record Question(QuerySpec spec, QueryPlan plan) {

  /** The question of a file, in a consortium's setting. */
  public static Question read(Path file, Roster roster) {
    return read(file, roster.setting());
  }

  /** The question of a file, for as many parties as one likes, under the suite that rosters have by default. */
  public static Question read(Path file, int parties) {
    return read(file, new Setting(parties, "shamir", Adversary.SEMI_HONEST));
  }

  /** The question of a file, in any setting. */
  public static Question read(Path file, Setting setting) {
    QueryPlanner planner = new QueryPlanner(Catalog.standard());
    QueryFile query = QueryFile.read(file, spec -> planner.plan(spec, setting));
    try {
      return new Question(query.spec(), planner.plan(query.spec(), setting));
    } catch (InvalidQueryException invalid) {
      throw query.located(invalid);
    }
  }

  /**
   * A question that stands in no file.
   *
   * @throws InvalidQueryException if it cannot be answered in this setting
   */
  public static Question of(QuerySpec spec, Catalog catalog, Setting setting) {
    return new Question(spec, new QueryPlanner(catalog).plan(spec, setting));
  }

  /** Asks the consortium; blocks. */
  public VerifiedOutcome ask(
      Roster roster, Identity analyst, PartyId home, Duration deadline, Surroundings surroundings) {
    return new QueryClient(surroundings.clock(), surroundings.random())
        .run(roster, analyst, home, plan, deadline, surroundings.terminal()::progress);
  }
}
