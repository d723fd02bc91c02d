package dev.roadrig.harness.walls;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a class may do and how it may be called: clocks, waits, exits, names, null. */
class ConductTest {
    /** Who else reads a clock or waits, and why. A class that no longer does must leave this list. */
    private static final Map<String, String> CLOCKS = Map.of(
            "dev.roadrig.scenarios.time.RealTicker",
            "it is the clock",
            "dev.roadrig.scenarios.time.ParkedBell",
            "it is the clock's, and waits for one thread",
            "dev.roadrig.boards.board.ProfilePacer",
            "spins for the last moment of a stage, on the board's clock: a wait would add the scheduler's lateness",
            "dev.roadrig.harness.rack.Leases",
            "writes beside a lock since when it is held, for people to read; no run depends on it");

    private static final Map<String, Set<String>> CLOCK_READERS = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("nanoTime", "currentTimeMillis")),
            Map.entry("java.time.Instant", Set.of("now")),
            Map.entry("java.time.LocalDate", Set.of("now")),
            Map.entry("java.time.LocalTime", Set.of("now")),
            Map.entry("java.time.LocalDateTime", Set.of("now")),
            Map.entry("java.time.OffsetDateTime", Set.of("now")),
            Map.entry("java.time.ZonedDateTime", Set.of("now")),
            Map.entry("java.time.Year", Set.of("now")),
            Map.entry(
                    "java.time.Clock",
                    Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes")));

    private static final Map<String, Set<String>> SLEEPERS = Map.of(
            "java.lang.Thread", Set.of("sleep", "onSpinWait", "yield"),
            "java.util.concurrent.TimeUnit", Set.of("sleep", "timedWait", "timedJoin"),
            "java.util.concurrent.locks.LockSupport", Set.of("parkNanos", "parkUntil", "park"));

    /** Waits that have a form with a time; the form without one is a thread's own business. */
    private static final Map<String, Set<String>> TIMED_WAITS = Map.of(
            "java.lang.Object", Set.of("wait"),
            "java.util.concurrent.CountDownLatch", Set.of("await"),
            "java.util.concurrent.Semaphore", Set.of("tryAcquire"),
            "java.util.concurrent.locks.Condition", Set.of("await", "awaitNanos", "awaitUntil"),
            "java.util.concurrent.BlockingQueue", Set.of("poll", "offer"),
            "java.util.concurrent.Future", Set.of("get"),
            "java.util.concurrent.ScheduledExecutorService",
                    Set.of("schedule", "scheduleAtFixedRate", "scheduleWithFixedDelay"));

    private static final Set<String> TIMES = Set.of("long", "java.time.Duration", "java.util.Date");

    private static final Pattern BANNED_NAME = Pattern.compile(".*(Utils?|Helpers?|Managers?|Impl|Common|Data|Info)");

    private static final Set<String> BANNED_PACKAGES =
            Set.of("util", "utils", "helper", "helpers", "impl", "common", "manager", "misc", "dto", "exceptions");

    @ParameterizedTest
    @ValueSource(strings = {"Now", "Nanos", "Reference", "Sleep", "Park", "TimedWait", "TimedPoll"})
    void a_clock_that_is_read_and_a_wait_are_seen(String planted) {
        House.sees(clocks(), "dev.roadrig.planted.Clocks$" + planted);
    }

    @Test
    void only_the_ticker_reads_clocks_or_waits() {
        clocks().check(House.shipped());
    }

    @Test
    void everyone_on_the_list_of_clocks_needs_to_be_there() {
        for (String name : CLOCKS.keySet()) {
            assertThat(House.shipped().stream()
                            .filter(type -> outermost(type).equals(name))
                            .flatMap(type -> type.getAccessesFromSelf().stream()))
                    .as(name)
                    .anyMatch(ConductTest::readsClockOrWaits);
        }
    }

    private static ArchRule clocks() {
        return noClasses()
                .that(not(describe("are on the list of clocks", type -> CLOCKS.containsKey(outermost(type)))))
                .should()
                .accessTargetWhere(describe("a clock is read or waited for", ConductTest::readsClockOrWaits));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private static boolean readsClockOrWaits(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        if (isOneOf(CLOCK_READERS, owner, name) || isOneOf(SLEEPERS, owner, name)) {
            return true;
        }
        boolean timed = access.getTarget() instanceof CodeUnitAccessTarget target
                && target.getRawParameterTypes().stream().anyMatch(type -> TIMES.contains(type.getName()));
        return timed && isOneOf(TIMED_WAITS, owner, name);
    }

    private static boolean isOneOf(Map<String, Set<String>> methods, JavaClass owner, String name) {
        return methods.entrySet().stream()
                .anyMatch(entry -> entry.getValue().contains(name) && owner.isAssignableTo(entry.getKey()));
    }

    @Test
    void only_a_main_ends_the_process() {
        ArchRule rule = noClasses()
                .that(not(describe("have a main", ConductTest::hasMain)))
                .should()
                .accessTargetWhere(describe("the process is ended", ConductTest::endsProcess));
        House.holdsAndSees(rule, "dev.roadrig.planted.Exit");
    }

    private static boolean hasMain(JavaClass type) {
        return type.getMethods().stream()
                .anyMatch(method -> method.getName().equals("main")
                        && method.getModifiers().containsAll(List.of(JavaModifier.PUBLIC, JavaModifier.STATIC)));
    }

    private static boolean endsProcess(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return (owner.equals("java.lang.System") && name.equals("exit"))
                || (owner.equals("java.lang.Runtime") && (name.equals("exit") || name.equals("halt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Utils", "TaskManager", "FrameInfo", "Data"})
    void a_name_that_says_nothing_is_seen(String planted) {
        House.sees(names(), "dev.roadrig.planted.Names$" + planted);
    }

    @Test
    void a_name_says_what_a_thing_is() {
        names().check(House.shipped());
    }

    private static ArchRule names() {
        return classes()
                .that(not(House.GENERATED))
                .should(condition(
                        "have a name that says something",
                        type -> !BANNED_NAME.matcher(type.getSimpleName()).matches()));
    }

    @Test
    void packages_are_by_feature_and_never_by_kind() {
        ArchRule rule = classes()
                .should(condition(
                        "live in a package by feature",
                        type -> List.of(type.getPackageName().split("\\.")).stream()
                                .noneMatch(BANNED_PACKAGES::contains)));
        House.holdsAndSees(rule, "dev.roadrig.planted.helpers");
    }

    @Test
    void every_package_says_what_null_means() {
        ArchRule rule = classes()
                .that(not(House.GENERATED))
                .should(condition("live in a @NullMarked package", type -> type.getPackage()
                        .isAnnotatedWith(NullMarked.class)));
        House.holdsAndSees(rule, "dev.roadrig.planted.helpers");
    }

    @Test
    void nothing_static_can_change() {
        ArchRule rule = fields().that()
                .areStatic()
                .and(not(describe("are generated", (JavaMember field) -> House.GENERATED.test(field.getOwner()))))
                .and(not(describe("are the compiler's", (JavaMember field) -> field.getModifiers()
                        .contains(JavaModifier.SYNTHETIC))))
                .should()
                .beFinal();
        House.holdsAndSees(rule, "dev.roadrig.planted.Statics.counter");
    }

    private static ArchCondition<JavaClass> condition(String description, Predicate<JavaClass> holds) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String message = type.getName() + " does not " + description;
                events.add(new SimpleConditionEvent(type, holds.test(type), message));
            }
        };
    }
}
