package dev.parallax.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructor;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.recorder.sanitize.Sanitised;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the arrows between modules and packages that docs/design.md draws. */
class ArchitectureTest {

  private static JavaClasses classes;

  @BeforeAll
  static void scan() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.parallax");
  }

  @Test
  void scansAPlausibleNumberOfClassesOfEachModule() {
    for (String module : new String[] {"recorder", "proxy", "replayer", "comparator", "cli"}) {
      assertThat(
              classes.stream().filter(c -> c.getPackageName().startsWith("dev.parallax." + module)))
          .as(module)
          .hasSizeGreaterThan(15);
    }
  }

  @Test
  void modulesUseOnlyThoseToTheirLeft() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.parallax..")
        .layer("proto")
        .definedBy("dev.parallax.proto..")
        .layer("recorder")
        .definedBy("dev.parallax.recorder..")
        .layer("proxy")
        .definedBy("dev.parallax.proxy..")
        .layer("replayer")
        .definedBy("dev.parallax.replayer..")
        .layer("comparator")
        .definedBy("dev.parallax.comparator..")
        .layer("cli")
        .definedBy("dev.parallax.cli..")
        .whereLayer("recorder")
        .mayOnlyBeAccessedByLayers("proxy", "replayer", "comparator", "cli")
        .whereLayer("proxy")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("replayer")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("comparator")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.parallax.(*).(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void onlyTheProxyKnowsNetty() {
    noClasses()
        .that(
            resideInAPackage("dev.parallax..")
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(
                        resideInAPackage("dev.parallax.proxy.."))))
        .should()
        .dependOnClassesThat(resideInAPackage("io.netty.."))
        .check(classes);
  }

  @Test
  void onlyTheReplayerKnowsVertx() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.parallax.replayer..")
        .should()
        .dependOnClassesThat(resideInAPackage("io.vertx.."))
        .check(classes);
  }

  @Test
  void onlyTheKafkaLogAndTheEmbeddedBrokerKnowKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.parallax.recorder.log.kafka..", "dev.parallax.cli.broker..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "kafka.."))
        .check(classes);
  }

  @Test
  void onlySanitizeMakesSanitisedEvents() {
    classes()
        .that(resideInAPackage("dev.parallax..").and(alwaysTrue()))
        .and()
        .resideOutsideOfPackage("dev.parallax.recorder.sanitize..")
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.not(
                callConstructor(Sanitised.class, com.google.protobuf.MessageLite.class)))
        .check(classes);
  }

  @Test
  void onlyReadersOfALogRereadEvents() {
    noClasses()
        .that(
            com.tngtech.archunit.base.DescribedPredicate.not(
                resideInAnyPackage(
                    "dev.parallax.recorder.log..",
                    "dev.parallax.recorder.sanitize..",
                    "dev.parallax.replayer.runlog..",
                    "dev.parallax.cli.command..")))
        .should()
        .callMethod(Harmless.class, "reread", dev.parallax.proto.Event.class)
        .check(classes);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.parallax.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(classes);
  }

  @Test
  void pureStagesDoNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.parallax.comparator.diff..",
            "dev.parallax.comparator.noise..",
            "dev.parallax.comparator.latency..",
            "dev.parallax.comparator.growth..",
            "dev.parallax.comparator.verdict..",
            "dev.parallax.replayer.plan..",
            "dev.parallax.recorder.endpoint..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.nio.file..", "java.net..", "org.slf4j..", "java.nio.channels..")
                // Values, and pure functions.
                .and(not(belongToAnyOf(URI.class, URISyntaxException.class, URLDecoder.class))))
        .check(classes);
  }
}
