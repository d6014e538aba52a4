package org.jointly.protocols;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dk.alexandra.fresco.framework.builder.numeric.Numeric;
import dk.alexandra.fresco.framework.network.Network;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import org.jointly.protocols.plan.Catalog;
import org.jointly.protocols.release.ReleaseGate;
import org.jointly.protocols.suite.spdz.material.MaterialMaker;

/** The arrows of ARCHITECTURE.md inside this module. */
@AnalyzeClasses(packages = "org.jointly.protocols", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("org.jointly.protocols.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule integer_isALeaf = onlyKnows("integer");

  @ArchTest
  static final ArchRule query_isALeaf = onlyKnows("query");

  @ArchTest
  static final ArchRule field_knowsIntegers = onlyKnows("field", "integer");

  /** Of rounds only who is who, how a message is asked for, and how a party's fault is said. */
  @ArchTest
  static final ArchRule sharing_knowsFields = onlyKnows("sharing", "field", "round");

  @ArchTest
  static final ArchRule aggregate_knowsIntegersAndTheQuestion = onlyKnows("aggregate", "query", "integer");

  @ArchTest
  static final ArchRule release_meetsSuitesAtNumeric =
      onlyKnows("release", "aggregate", "query", "integer", "numeric");

  @ArchTest
  static final ArchRule statistic_meetsSuitesAtNumeric =
      onlyKnows("statistic..", "release", "aggregate", "query", "integer", "numeric");

  @ArchTest
  static final ArchRule numeric_knowsNoStatistic = onlyKnows("numeric", "suite", "round", "integer");

  @ArchTest
  static final ArchRule round_knowsFrescoOnly = onlyKnows("round");

  @ArchTest
  static final ArchRule suites_knowNoStatistic = onlyKnows("suite..", "numeric", "round", "integer", "field", "sharing");

  /** Circuits on bits and the arithmetic of verification know no gate. */
  @ArchTest
  static final ArchRule bitsAndVerification_knowNoGate = noClasses()
      .that().resideInAnyPackage("org.jointly.protocols.suite.shamir.bits", "org.jointly.protocols.suite.shamir.verify")
      .should().dependOnClassesThat().resideInAnyPackage(
          "org.jointly.protocols.suite.shamir", "org.jointly.protocols.suite", "org.jointly.protocols.numeric");

  @ArchTest
  static final ArchRule nothing_knowsTheSimulation = noClasses()
      .that().resideOutsideOfPackage("org.jointly.protocols.simulation")
      .should().dependOnClassesThat().resideInAPackage("org.jointly.protocols.simulation");

  @ArchTest
  static final ArchRule theSuiteContract_knowsRoundsOnly = onlyKnows("suite", "round");

  @ArchTest
  static final ArchRule plan_isPure = onlyKnows(
      "plan", "statistic..", "release", "aggregate", "query", "integer", "numeric", "suite", "suite.shamir", "suite.spdz", "suite.spdz.mascot",
      "round");

  private static ArchRule onlyKnows(String name, String... others) {
    String[] known = new String[others.length + 1];
    known[0] = "org.jointly.protocols." + name;
    for (int i = 0; i < others.length; i++) {
      known[i + 1] = "org.jointly.protocols." + others[i];
    }
    return noClasses().that().resideInAPackage(known[0])
        .should().dependOnClassesThat(
            resideInAnyPackage("org.jointly.protocols..").and(not(resideInAnyPackage(known))));
  }

  @ArchTest
  static final ArchRule onlyTheCatalogue_namesSuitesAndStatistics = noClasses()
      .that().resideInAPackage("org.jointly.protocols.plan").and().areNotAssignableTo(Catalog.class)
      .should().dependOnClassesThat(resideInAnyPackage("org.jointly.protocols.suite.*", "org.jointly.protocols.statistic.*"));

  @ArchTest
  static final ArchRule onlyPlan_callsTheGate = classes()
      .that().areAssignableTo(ReleaseGate.class)
      .should().onlyBeAccessed().byAnyPackage("org.jointly.protocols.plan", "org.jointly.protocols.release");

  @ArchTest
  static final ArchRule onlyJointProgram_opens = noClasses()
      .that().resideOutsideOfPackages("org.jointly.protocols.suite..", "org.jointly.protocols.numeric")
      .and().doNotHaveFullyQualifiedName("org.jointly.protocols.plan.JointProgram")
      .should().callMethodWhere(target(name("open"))
          .and(target(owner(resideInAnyPackage("org.jointly.protocols.numeric").or(assignableTo(Numeric.class))))));

  @ArchTest
  static final ArchRule onlyTheGate_opensWhatIsReached = noClasses()
      .that().resideOutsideOfPackages("org.jointly.protocols.suite..", "org.jointly.protocols.numeric")
      .and().areNotAssignableTo(ReleaseGate.class)
      .should().callMethodWhere(target(name("openReached")));

  @ArchTest
  static final ArchRule nothing_doesInputOrOutput = noClasses()
      .should().dependOnClassesThat().resideInAnyPackage(
          "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..", "io.netty..", "com.esotericsoftware..",
          "picocli..", "org.snakeyaml..")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.io.File")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.io.FileInputStream")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.io.FileOutputStream");

  /** Points on curves, for base transfers. */
  @ArchTest
  static final ArchRule bouncyCastle_isForObliviousTransfer = noClasses()
      .that().resideOutsideOfPackage("org.jointly.protocols.suite.spdz.ot")
      .should().dependOnClassesThat().resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule nothing_readsTheClock = noClasses()
      .that().resideOutsideOfPackage("org.jointly.protocols.simulation")
      .should().callMethod(System.class, "currentTimeMillis")
      .orShould().callMethod(System.class, "nanoTime")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.Clock")
      .orShould().callMethod(Instant.class, "now")
      .orShould().callMethod(LocalDate.class, "now");

  @ArchTest
  static final ArchRule onlySimulation_hasThreads = noClasses()
      .that().resideOutsideOfPackage("org.jointly.protocols.simulation")
      .should().dependOnClassesThat().areAssignableTo(Thread.class)
      .orShould().dependOnClassesThat().resideInAPackage("java.util.concurrent..");

  /** A party that sends more than it is asked for is refused before it has sent it. */
  @ArchTest
  static final ArchRule suites_sayHowLongAMessageMayBe = noClasses()
      .that().resideInAnyPackage("org.jointly.protocols.suite..", "org.jointly.protocols.sharing")
      .should().callMethod(Network.class, "receive", int.class)
      .orShould().callMethod(Network.class, "receiveFromAll");

  /** Dummy suites open without communication, dummy suppliers share one seed. A "dummy" synchronisation merely waits for nothing. */
  @ArchTest
  static final ArchRule nothing_usesFrescosDummies = noClasses()
      .should().dependOnClassesThat().haveNameMatching("dk\\.alexandra\\.fresco\\..*Dummy(?!RoundSynchronization).*")
      .orShould().dependOnClassesThat().resideInAPackage("dk.alexandra.fresco.suite.dummy..");

  /** Whatever else could hand out triples, a dealer for instance, is a test's. */
  @ArchTest
  static final ArchRule material_isMadeByMascotOnly = classes()
      .that(assignableTo(MaterialMaker.class).or(assignableTo(MaterialMaker.Method.class)))
      .and().areNotInterfaces()
      .should().resideInAPackage("org.jointly.protocols.suite.spdz.mascot");

  /** There, material may be zeros. */
  @ArchTest
  static final ArchRule sessionsOnZeros_areTheSimulations = noClasses()
      .that().resideOutsideOfPackage("org.jointly.protocols.simulation")
      .should().callMethodWhere(target(name("openOnZeros")));

  @ArchTest
  static final ArchRule randomness_isSecure = noClasses()
      .should().dependOnClassesThat(assignableTo(Random.class).and(not(assignableTo(SecureRandom.class))))
      .orShould().callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule statics_areConstants =
      noFields().that().areStatic().should().notHaveModifier(JavaModifier.FINAL);
}
