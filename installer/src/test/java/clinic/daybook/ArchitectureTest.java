package clinic.daybook;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each part of the code must not know. The map of the parts is in docs/ARCHITECTURE.md. */
class ArchitectureTest {

    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("clinic.daybook");

    private static final String EVENT = "clinic.daybook.event..";
    private static final String CODEC = "clinic.daybook.codec..";
    private static final String PROTOCOL = "clinic.daybook.protocol..";
    private static final String SYNC = "clinic.daybook.sync..";
    private static final String STATISTICS = "clinic.daybook.statistics..";
    private static final String SERVER = "clinic.daybook.server..";
    private static final String DESK = "clinic.daybook.desk..";
    private static final String INSTALLER = "clinic.daybook.installer..";
    private static final String SIMULATION = "clinic.daybook.simulation..";

    /**
     * Everything in shared-events, by exclusion: a new aggregate is under the rules from its first
     * class on.
     */
    private static final DescribedPredicate<JavaClass> SHARED =
            resideInAPackage("clinic.daybook..")
                    .and(not(resideInAnyPackage(SERVER, DESK, INSTALLER, SIMULATION)))
                    .as("classes of shared-events");

    private static final DescribedPredicate<JavaClass> DOMAIN =
            SHARED.and(not(resideInAnyPackage(CODEC, PROTOCOL))).as("classes of the domain");

    private static final DescribedPredicate<JavaClass> AGGREGATES =
            DOMAIN.and(not(resideInAnyPackage(EVENT, SYNC, STATISTICS)))
                    .as("classes of the aggregates");

    private static final DescribedPredicate<JavaAccess<?>> READS_THE_CLOCK =
            accessTo("java\\.time\\..*", "now")
                    .or(accessTo("java\\.lang\\.System", "currentTimeMillis|nanoTime"))
                    .or(accessTo("java\\.util\\.(Date|GregorianCalendar)", "<init>"))
                    .or(accessTo("java\\.util\\.Calendar", "getInstance"))
                    .as("the target reads the clock");

    private static final DescribedPredicate<JavaAccess<?>> MAKES_UP_A_VALUE =
            accessTo("java\\.util\\.UUID", "randomUUID")
                    .or(accessTo("java\\.lang\\.(Strict)?Math", "random"))
                    .as("the target makes up a value");

    private static final String[] SCREENS = {
        "board",
        "reservation",
        "customer",
        "dayview",
        "audit",
        "statistics",
        "attention",
        "signin",
        "settings"
    };

    @Test
    @DisplayName("the classes under test are found")
    void findsTheCode() {
        assertThat(CODE.stream().map(JavaClass::getPackageName))
                .contains(
                        "clinic.daybook.event",
                        "clinic.daybook.server",
                        "clinic.daybook.desk",
                        "clinic.daybook.installer");
    }

    @Test
    void sharedEventsHasNoClock() {
        check(
                noClasses()
                        .that(SHARED)
                        .should()
                        .accessTargetWhere(READS_THE_CLOCK)
                        .orShould()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.time\\.(Clock|InstantSource)")
                        .because(
                                "instants arrive inside the command, so that deciding again,"
                                        + " replaying and simulating give the same result"));
    }

    @Test
    void sharedEventsHasNoRandomNumbers() {
        check(
                noClasses()
                        .that(SHARED)
                        // It lays out an id; the source of randomness is handed to it.
                        .and(not(belongTo(name("clinic.daybook.event.Uuid7").forSubtype())))
                        .should()
                        .accessTargetWhere(MAKES_UP_A_VALUE)
                        .orShould()
                        .dependOnClassesThat(
                                resideInAPackage("java.util.random..")
                                        .or(
                                                nameMatching(
                                                                "java\\.(util|security)\\.(.*\\.)?(Secure|Splittable|ThreadLocal)?Random")
                                                        .forSubtype()))
                        .because(
                                "ids and salts arrive inside the command, so that deciding again,"
                                        + " replaying and simulating give the same result"));
    }

    @Test
    void sharedEventsTouchesNoOutsideWorld() {
        check(
                noClasses()
                        .that(SHARED)
                        // It judges keys and opens no line; what it extends names sockets.
                        .and(
                                not(
                                        belongTo(
                                                name("clinic.daybook.protocol.PinnedKeys")
                                                        .<JavaClass>forSubtype())))
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "java.sql..",
                                                "javax.sql..",
                                                "org.sqlite..",
                                                "javafx..",
                                                "java.nio.file..",
                                                "java.nio.channels..",
                                                "java.net.http..",
                                                "okhttp3..",
                                                "io.javalin..",
                                                "software.amazon..",
                                                "org.slf4j..")
                                        .or(
                                                nameMatching(
                                                                "java\\.io\\.(File.*|RandomAccessFile|Console|Print.*)"
                                                                        + "|java\\.net\\.(.*Socket.*|URL|URLConnection)"
                                                                        + "|java\\.lang\\.(Process|ProcessBuilder|Runtime|Thread)")
                                                        .forSubtype()))
                        .because(
                                "desks, server and simulation run the same shared code, each with"
                                        + " stores, lines and screens of its own"));
    }

    @Test
    void theDomainKnowsNoFormatAndNoStreams() {
        check(
                noClasses()
                        .that(DOMAIN)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage("com.fasterxml.jackson..", "java.io..")
                                        .and(not(equivalentTo(java.io.Serializable.class))))
                        .because(
                                "how events are written down is the codec's business: a new schema"
                                        + " must not change what they mean"));
    }

    @Test
    void eventsKnowNoAggregate() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(EVENT)
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("clinic.daybook..")
                                        .and(not(resideInAPackage(EVENT))))
                        .because(
                                "clinic.daybook.event is what all aggregates stand on; a new one"
                                        + " must not have to touch it"));
    }

    @Test
    void aggregatesKnowNeitherCodecNorProtocolNorSync() {
        check(
                noClasses()
                        .that(AGGREGATES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(CODEC, PROTOCOL, SYNC)
                        .because(
                                "the rules of the clinic do not depend on how events travel;"
                                        + " codec, protocol and sync look at the aggregates"));
    }

    @Test
    void theDeskKnowsNoServer() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(DESK)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SERVER, INSTALLER, SIMULATION)
                        .because("all that a desk knows of a server is the protocol"));
    }

    @Test
    void theServerKnowsNoDesk() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(SERVER)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(DESK, INSTALLER, SIMULATION, "javafx..")
                        .because("all that a server knows of a desk is the protocol"));
    }

    @Test
    void viewModelsSeeNoControls() {
        check(
                noClasses()
                        .that(
                                belongTo(
                                        resideInAPackage(DESK)
                                                .and(
                                                        nameMatching(".*ViewModel")
                                                                .<JavaClass>forSubtype())))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.fxml..")
                        .because(
                                "a screen's behaviour lives in its view model and is tested without"
                                        + " a window; the controller only binds"));
    }

    @Test
    void onlyOneDoorLeadsToTheFxThread() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("clinic.daybook..")
                        .and(not(belongTo(name("clinic.daybook.desk.ui.FxThread").forSubtype())))
                        .should()
                        .accessTargetWhere(
                                target(
                                                owner(
                                                        name("javafx.application.Platform")
                                                                .<JavaClass>forSubtype()))
                                        .and(target(nameMatching("runLater"))))
                        .because(
                                "with one door onto the FX thread, tests can put a same-thread one"
                                        + " in its place and nobody forgets which thread they are on"));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void aScreenKnowsNoOtherScreen(String screen) {
        String[] others =
                screens()
                        .filter(s -> !s.equals(screen))
                        .map(ArchitectureTest::of)
                        .toArray(String[]::new);
        check(
                noClasses()
                        .that()
                        .resideInAPackage(of(screen))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .because(
                                "a screen is a package that can be changed or left out by itself;"
                                        + " what two of them share belongs in clinic.daybook.desk.ui,"
                                        + " and the wiring is in clinic.daybook.desk"));
    }

    @Test
    void whatScreensStandOnKnowsNoScreen() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "clinic.daybook.desk.local..",
                                "clinic.daybook.desk.sync..",
                                "clinic.daybook.desk.ui..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                screens().map(ArchitectureTest::of).toArray(String[]::new))
                        .because(
                                "dependencies run from the screens to what they share, never back"));
    }

    @Test
    void storeAndSyncOfTheDeskNeedNoToolkit() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "clinic.daybook.desk.local..", "clinic.daybook.desk.sync..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("javafx..", "clinic.daybook.desk.ui..")
                        .because("a desk stores and syncs the same with no screen at all"));
    }

    @Test
    void onlyProgramsWriteToTheStandardStreams() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("clinic.daybook..")
                        .and(not(belongTo(nameMatching(".*(Main|Command)").forSubtype())))
                        .and(not(resideInAPackage("..cli..")))
                        .should(ACCESS_STANDARD_STREAMS)
                        .because(
                                "what the command line prints is a contract; everything else goes to"
                                        + " the log"));
    }

    @Test
    void loggingGoesThroughSlf4j() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("clinic.daybook..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.logging..")
                        .because("one log with one configuration"));
    }

    static Stream<String> screens() {
        return Arrays.stream(SCREENS);
    }

    private static String of(String screen) {
        return "clinic.daybook.desk." + screen + "..";
    }

    /** A part that has no classes yet breaks no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CODE);
    }

    private static DescribedPredicate<JavaAccess<?>> accessTo(String ownerRegex, String nameRegex) {
        return DescribedPredicate.describe(
                ownerRegex + "." + nameRegex,
                access ->
                        access.getTargetOwner().getName().matches(ownerRegex)
                                && access.getTarget().getName().matches(nameRegex));
    }
}
