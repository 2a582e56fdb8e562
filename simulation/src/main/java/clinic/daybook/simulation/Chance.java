package clinic.daybook.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All that is left to chance in a run. The same seed gives the same answers to the same questions.
 */
final class Chance implements RandomGenerator {

    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Chance of its own: what is asked of it does not change what this one answers. */
    Chance split() {
        return new Chance(random.split());
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** From the first to the last, both included. */
    int between(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    /** From zero on, so many; where there is one alone, nothing is left to chance. */
    int below(int many) {
        return many == 1 ? 0 : random.nextInt(many);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A delay of between and including so many microseconds, small ones more often. */
    long nanos(long leastMicros, long mostMicros) {
        double share = random.nextDouble();
        return Math.round(
                (leastMicros + (mostMicros - leastMicros) * share * share * share) * 1_000);
    }

    /** A time until something that happens once in so long on average, within ten times that. */
    Duration until(Duration average) {
        double factor = Math.min(10, -Math.log(1 - random.nextDouble()));
        return Duration.ofMillis(Math.max(1, Math.round(average.toMillis() * factor)));
    }
}
