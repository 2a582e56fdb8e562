package clinic.daybook.server.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.List;
import java.util.SplittableRandom;

/** Decides what a request is like: by a seed, which replays, or by a fuzzer that learns. */
interface Choices {

    /** From 0 on, less than the bound. */
    int below(int bound);

    /** Any number. */
    long number();

    /** Any bytes, at most so many. */
    byte[] bytes(int most);

    /** Rarely true. */
    default boolean oneIn(int many) {
        return below(many) == 0;
    }

    /** One of them. */
    default <T> T of(List<T> some) {
        return some.get(below(some.size()));
    }

    /** By a seed. */
    static Choices seeded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Choices() {
            @Override
            public int below(int bound) {
                return random.nextInt(bound);
            }

            @Override
            public long number() {
                return random.nextLong();
            }

            @Override
            public byte[] bytes(int most) {
                byte[] bytes = new byte[random.nextInt(most + 1)];
                random.nextBytes(bytes);
                return bytes;
            }
        };
    }

    /** By what Jazzer found worth trying. */
    static Choices of(FuzzedDataProvider data) {
        return new Choices() {
            @Override
            public int below(int bound) {
                return data.consumeInt(0, bound - 1);
            }

            @Override
            public long number() {
                return data.consumeLong();
            }

            @Override
            public byte[] bytes(int most) {
                return data.consumeBytes(below(most + 1));
            }
        };
    }
}
