package clinic.daybook.server.worker;

import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.protocol.StoreInfo;
import clinic.daybook.server.store.StorageException;
import clinic.daybook.server.worker.CloudEvents.Brought;
import clinic.daybook.sync.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.KinesisClientLibDependencyException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * Counts the records of one shard. The library would pass over records whose processing fails, so
 * none fails here: it is tried until it is counted, or until the worker ends; what is not counted
 * then is read again by whoever has the shard next.
 */
final class ShardCounter implements ShardRecordProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(ShardCounter.class);

    /** What a repeat costs is less than a write of the lease table after every page. */
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(5);

    private final Statistics statistics;
    private final EventSource source;
    private final WorkerState state;
    private String shard = "";
    private Instant checkpointed = Instant.EPOCH;

    /** The last record that is counted and not kept yet. */
    private @Nullable String last;

    private boolean incomplete;

    ShardCounter(Statistics statistics, EventSource source, WorkerState state) {
        this.statistics = statistics;
        this.source = source;
        this.state = state;
    }

    @Override
    public void initialize(InitializationInput input) {
        shard = input.shardId();
        LOG.info("counting {}", shard);
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        // Once something was not counted, what comes after it is not either.
        incomplete = incomplete || !count(read(input.records()));
        if (incomplete) {
            return;
        }
        state.behind(shard, input.millisBehindLatest());
        if (!input.records().isEmpty()) {
            last = input.records().getLast().sequenceNumber();
        }
        if (state.now().isAfter(checkpointed.plus(BETWEEN_CHECKPOINTS))) {
            checkpoint(input.checkpointer());
        }
    }

    /** Counts them store by store; false when the worker ends before that. */
    private boolean count(List<Brought> brought) {
        List<RecordedEvent> events = new ArrayList<>();
        for (int i = 0; i < brought.size(); i++) {
            events.add(brought.get(i).event());
            String storeId = brought.get(i).storeId();
            boolean more = i + 1 < brought.size() && brought.get(i + 1).storeId().equals(storeId);
            if (!more) {
                if (!count(storeId, events)) {
                    return false;
                }
                events = new ArrayList<>();
            }
        }
        return true;
    }

    private List<Brought> read(List<KinesisClientRecord> records) {
        List<Brought> read = new ArrayList<>();
        for (KinesisClientRecord record : records) {
            try {
                read.addAll(CloudEvents.read(record.data()));
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "DB-5203 the record {} of {} is no event of a Daybook server; passed over",
                        record.sequenceNumber(),
                        shard);
            }
        }
        return read;
    }

    /** Counts until it is done; false when the worker ends before that. */
    private boolean count(String storeId, List<RecordedEvent> events) {
        for (int failures = 0; !state.stopping(); failures++) {
            try {
                state.counted(statistics.count(storeId, events));
                return true;
            } catch (OtherStoreException e) {
                if (isPast(storeId)) {
                    return true;
                }
            } catch (RuntimeException e) {
                failed(e);
            }
            state.pause(Backoff.after(failures + 1, ThreadLocalRandom.current().nextDouble()));
        }
        return false;
    }

    private void failed(RuntimeException e) {
        switch (e) {
            case SourceAwayException _ -> LOG.warn("DB-5201 {}; {} waits", e.getMessage(), shard);
            case StorageException _ ->
                    LOG.warn("DB-5202 the statistics cannot be written; {} waits", shard, e);
            case WorkerState.StoppingException _ -> LOG.info("{}", e.getMessage());
            default -> LOG.error("DB-5208 counting {} failed; it is tried again", shard, e);
        }
    }

    /**
     * Whether records of this store are no more to be counted. Where it is the store that the
     * server has now, the statistics are of a former one and are made anew.
     */
    private boolean isPast(String storeId) {
        StoreInfo now;
        try {
            now = source.store();
        } catch (SourceAwayException e) {
            failed(e);
            return false;
        }
        if (now.storeId().equals(storeId)) {
            LOG.info("DB-5204 the store is another one now; the statistics are made anew");
            try {
                statistics.follow(state.giveUpWhenStopping());
            } catch (RuntimeException e) {
                failed(e);
            }
            return false;
        }
        boolean former = now.ancestors().stream().anyMatch(a -> a.storeId().equals(storeId));
        if (former) {
            LOG.info("records of {}, which the server's store came from, passed over", storeId);
        } else {
            LOG.warn(
                    "DB-5205 records of the store {}, which is not the server's, passed over in {}",
                    storeId,
                    shard);
        }
        return true;
    }

    private void checkpoint(RecordProcessorCheckpointer checkpointer) {
        String counted = last;
        if (counted != null) {
            keep(() -> {
                checkpointer.checkpoint(counted);
                last = null;
            });
        }
    }

    /** Tells the library how far the shard is counted. */
    @FunctionalInterface
    private interface Checkpoint {
        void set()
                throws KinesisClientLibDependencyException,
                        InvalidStateException,
                        ThrottlingException,
                        ShutdownException;
    }

    private void keep(Checkpoint checkpoint) {
        try {
            checkpoint.set();
            checkpointed = state.now();
        } catch (ShutdownException e) {
            LOG.info("{} is another worker's now", shard);
        } catch (ThrottlingException
                | InvalidStateException
                | KinesisClientLibDependencyException e) {
            // Whoever reads on from the one before counts nothing twice.
            LOG.warn("DB-5206 how far {} is counted could not be kept", shard, e);
        }
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
        state.left(shard);
        LOG.info("{} went to another worker", shard);
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
        state.left(shard);
        if (!incomplete) {
            LOG.info("{} has ended", shard);
            keep(input.checkpointer()::checkpoint);
        }
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        state.left(shard);
        checkpoint(input.checkpointer());
    }
}
