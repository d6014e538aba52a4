package org.jointly.it;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jointly.protocols.release.Opening;
import org.jointly.protocols.simulation.PredictedCost;
import org.jointly.protocols.statistic.Parameter;
import org.jointly.protocols.statistic.Statistic;
import org.jointly.protocols.statistic.primitive.Primitive;

/** The arrows between modules, the one package of each library, and no cycles in runtime and cli. Protocols has its own test. */
@AnalyzeClasses(packages = "org.jointly", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule modules_areAChain = layeredArchitecture()
      .consideringOnlyDependenciesInLayers()
      .layer("cli").definedBy("org.jointly.cli..")
      .layer("runtime").definedBy("org.jointly.runtime..")
      .layer("protocols").definedBy("org.jointly.protocols..")
      .whereLayer("cli").mayNotBeAccessedByAnyLayer()
      .whereLayer("runtime").mayOnlyBeAccessedByLayers("cli")
      .whereLayer("protocols").mayOnlyBeAccessedByLayers("cli", "runtime");

  /**
   * Of the protocols the runtime sees questions, plans, suites and rounds; not how a statistic or a suite does it. An opening is part
   * of the plan it is listed in; what a plan will use up it learns by a dry run.
   */
  @ArchTest
  static final ArchRule runtime_seesOnlyTheContractsOfProtocols = noClasses()
      .that().resideInAPackage("org.jointly.runtime..")
      .should().dependOnClassesThat(resideInAnyPackage("org.jointly.protocols..")
          .and(not(resideInAnyPackage(
              "org.jointly.protocols.query",
              "org.jointly.protocols.aggregate",
              "org.jointly.protocols.integer",
              "org.jointly.protocols.plan",
              "org.jointly.protocols.suite",
              "org.jointly.protocols.round")))
          .and(not(equivalentTo(Opening.class)))
          .and(not(equivalentTo(PredictedCost.class))));

  /**
   * The command line shows plans, statistics and answers, and what they cost by a dry run; how they are computed is none of its
   * business.
   */
  @ArchTest
  static final ArchRule cli_seesOnlyTheContractsOfProtocols = noClasses()
      .that().resideInAPackage("org.jointly.cli..")
      .should().dependOnClassesThat(resideInAnyPackage("org.jointly.protocols..")
          .and(not(resideInAnyPackage(
              "org.jointly.protocols.query",
              "org.jointly.protocols.aggregate",
              "org.jointly.protocols.integer",
              "org.jointly.protocols.plan",
              "org.jointly.protocols.suite",
              "org.jointly.protocols.round",
              "org.jointly.protocols.simulation")))
          .and(not(equivalentTo(Opening.class)))
          .and(not(equivalentTo(Opening.Kind.class)))
          .and(not(equivalentTo(Statistic.class)))
          .and(not(equivalentTo(Statistic.Group.class)))
          .and(not(equivalentTo(Primitive.class)))
          .and(not(equivalentTo(Parameter.class)))
          .and(not(equivalentTo(Parameter.Kind.class))));

  @ArchTest
  static final ArchRule netty_isTheTransports = only("io.netty..", "org.jointly.runtime.transport..");

  @ArchTest
  static final ArchRule databases_areTheDataPackages = only("java.sql..", "org.jointly.runtime.data..");

  @ArchTest
  static final ArchRule postgresql_isTheDataPackages = only("org.postgresql..", "org.jointly.runtime.data..");

  @ArchTest
  static final ArchRule duckDb_isTheDataPackages = only("org.duckdb..", "org.jointly.runtime.data..");

  @ArchTest
  static final ArchRule kryo_isTheWires = only("com.esotericsoftware..", "org.jointly.runtime.wire..");

  /** Certificates in one place, points on curves in another, keys of what is stored in the third. */
  @ArchTest
  static final ArchRule bouncyCastle_isForIdentityObliviousTransferAndStoredKeys = noClasses()
      .that().resideOutsideOfPackages(
          "org.jointly.runtime.identity..", "org.jointly.protocols.suite.spdz.ot..", "org.jointly.runtime.material..")
      .should().dependOnClassesThat().resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule yaml_isTheConfigurations = only("org.snakeyaml..", "org.jointly.runtime.config..");

  @ArchTest
  static final ArchRule picocli_isTheCommandLines = only("picocli..", "org.jointly.cli..");

  @ArchTest
  static final ArchRule jmh_isTheBenchmarks = only("org.openjdk.jmh..", "org.jointly.benchmarks..");

  private static ArchRule only(String library, String owner) {
    return noClasses().that().resideOutsideOfPackage(owner).should().dependOnClassesThat().resideInAPackage(library)
        .because(library + " is for " + owner + " alone");
  }

  /** Dummy suites open without communication, dummy suppliers hand every party the whole MAC key. */
  @ArchTest
  static final ArchRule nothing_usesFrescosDummies = noClasses()
      .should().dependOnClassesThat().haveNameMatching("dk\\.alexandra\\.fresco\\..*Dummy(?!RoundSynchronization).*");

  @ArchTest
  static final ArchRule runtimePackages_haveNoCycles = slices().matching("org.jointly.runtime.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule cliPackages_haveNoCycles = slices().matching("org.jointly.cli.(*)..").should().beFreeOfCycles();

  /** Files, JSON and tables are the same whatever language and digits a machine is set to. */
  @ArchTest
  static final ArchRule nothing_dependsOnTheMachinesLanguage = noClasses()
      .should().callMethod(String.class, "format", String.class, Object[].class)
      .orShould().callMethod(String.class, "formatted", Object[].class)
      .orShould().callMethod(java.io.PrintStream.class, "printf", String.class, Object[].class)
      .orShould().callMethod(java.io.PrintStream.class, "format", String.class, Object[].class)
      .orShould().callMethod(String.class, "toLowerCase")
      .orShould().callMethod(String.class, "toUpperCase");

  /** The clock is an argument; {@code System.nanoTime} may be handed in as a method, which is no call. */
  @ArchTest
  static final ArchRule nothingInTheRuntime_readsTheWallClock = noClasses()
      .that().resideInAPackage("org.jointly.runtime..")
      .should().callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(java.time.Instant.class, "now")
      .orShould().callMethod(java.time.Clock.class, "systemUTC");
}
