package dev.stillframe.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The few rules that hold the house up, each with its reason. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.stillframe");

    @Test
    void theCoreKnowsNoDatabaseNoServerAndNoFileSystem() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "java.nio.file..",
                        "java.net.http..",
                        "org.sqlite..",
                        "org.eclipse..",
                        "picocli..",
                        "software.amazon..",
                        "dev.stillframe.standalone..",
                        "dev.stillframe.aws..",
                        "dev.stillframe.web..",
                        "dev.stillframe.cli..")
                .because("every edition has the same core, and each brings its own stores and servers")
                .check(CLASSES);
    }

    @Test
    void treesOfJsonAndCachesAreForTheApiAndTheSettingsOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.core..")
                .and()
                .resideOutsideOfPackages("dev.stillframe.core.api..", "dev.stillframe.core.settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson.databind..", "tools.jackson.dataformat..", "com.github.benmanes..")
                .because(
                        "what folds and publishes runs without them: it reads and writes streams, and remembers nothing")
                .check(CLASSES);
    }

    @Test
    void nothingInTheCoreKnowsTheApi() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.core..")
                .and()
                .resideOutsideOfPackage("dev.stillframe.core.api..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.stillframe.core.api..")
                .because("builds, refreshes and tokens serve the scheduler and the command line just as well")
                .check(CLASSES);
    }

    @Test
    void foldAndEncodeArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.stillframe.core.model..",
                        "dev.stillframe.core.pack..",
                        "dev.stillframe.core.fold..",
                        "dev.stillframe.core.encode..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.time\\.(InstantSource|Clock)|java\\.util\\.(Random.*|concurrent\\..*)|java\\.lang\\.Thread")
                .because("the same input must give the same bytes, whenever and wherever")
                .check(CLASSES);
    }

    @Test
    void clockChanceAndEnvironmentEnterTheCoreThroughTheDoor() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.core..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("tests must be able to say what time it is and what chance brings")
                .check(CLASSES);
    }

    @Test
    void thePageKnowsOnlyTheCore() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.stillframe.standalone..",
                        "dev.stillframe.aws..",
                        "dev.stillframe.cli..",
                        "java.sql..",
                        "org.eclipse..",
                        "software.amazon..")
                .because("the same page is served by every edition, and as plain files")
                .check(CLASSES);
    }

    @Test
    void theEditionDoesNotKnowTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.stillframe.cli..", "picocli..")
                .because("the command line wires and hands over; nothing depends on it")
                .check(CLASSES);
    }

    @Test
    void theEditionOnAwsKnowsOnlyTheCore() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.aws..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.stillframe.standalone..",
                        "dev.stillframe.web..",
                        "dev.stillframe.cli..",
                        "java.sql..",
                        "java.nio.file..",
                        "org.eclipse..")
                .because(
                        "it translates the ports into requests; what is decided is decided in the core, for every edition")
                .check(CLASSES);
    }

    @Test
    void commandsNameTheSdkInFewPlaces() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.cli..")
                .and()
                .haveNameNotMatching("dev\\.stillframe\\.cli\\.(Aws|OnAws|Cost|Errors).*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.stillframe.aws..", "software.amazon..")
                .because("a command on a data folder must not wait until the SDK is loaded")
                .check(CLASSES);
    }

    @Test
    void theEditionForOneMachineDoesNotKnowTheOneOnAws() {
        noClasses()
                .that()
                .resideInAPackage("dev.stillframe.standalone..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.stillframe.aws..", "software.amazon..")
                .because("what both need belongs to the core, and a machine needs nothing of the other's libraries")
                .check(CLASSES);
    }

    @Test
    void everyEditionOfAPortHasItsContractTest() throws IOException {
        List<String> tests = testSources();
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (JavaClass type : CLASSES) {
            boolean concrete = !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT);
            for (JavaClass port : type.getAllRawInterfaces()) {
                boolean isPort = port.getPackageName().equals("dev.stillframe.core.port")
                        && (port.getSimpleName().endsWith("Store")
                                || port.getSimpleName().endsWith("Log")
                                || port.getSimpleName().endsWith("Queue")
                                || port.getSimpleName().endsWith("Archive"));
                if (concrete && isPort && !type.getPackageName().startsWith("dev.stillframe.benchmarks")) {
                    found++;
                    String contract = "extends " + port.getSimpleName() + "Contract";
                    if (tests.stream().noneMatch(t -> t.contains(contract) && t.contains(type.getSimpleName()))) {
                        missing.add(type.getSimpleName() + " has no test that " + contract);
                    }
                }
            }
        }
        assertThat(found).as("editions of ports").isGreaterThanOrEqualTo(20);
        assertThat(missing).isEmpty();
    }

    private static List<String> testSources() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("stillframe"))) {
            root = root.getParent();
        }
        List<String> sources = new ArrayList<>();
        for (String module : List.of("testkit", "standalone", "aws")) {
            try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/test"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }
}
