package clinic.daybook.server;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.server.store.StorageException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** What a person at the command line is told. */
class FailureTest {

    @Test
    void whatADatabaseQuotesOfARowIsNotRepeated() {
        PSQLException quoting =
                new PSQLException("duplicate key: Key (fields)=(홍길동)", PSQLState.UNIQUE_VIOLATION);
        Failure.Described described =
                Failure.describe(new StorageException("the database cannot be opened", quoting));
        assertThat(described.line())
                .contains("the database cannot be opened", "SQL state 23505", "--database")
                .doesNotContain("홍길동");
    }

    @Test
    void whyNobodyGetsInIsTold() {
        PSQLException refused =
                new PSQLException("password authentication failed", PSQLState.INVALID_PASSWORD);
        assertThat(Failure.describe(new StorageException("cannot be opened", refused)).line())
                .contains("password authentication failed");
    }
}
