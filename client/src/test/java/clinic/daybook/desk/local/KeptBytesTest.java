package clinic.daybook.desk.local;

import static org.assertj.core.api.Assertions.assertThat;

import clinic.daybook.codec.Json;
import clinic.daybook.desk.model.Change;
import clinic.daybook.desk.model.Submitted;
import clinic.daybook.event.StreamId;
import clinic.daybook.protocol.RecordedEvent;
import clinic.daybook.reservation.ReservationCommand.Arrive;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I1: a desk keeps what the server recorded as it came, whether it can read it or not. */
class KeptBytesTest {

    private static final String PERSONAL = "{\"memo\":\"조용한 방\",\"greeting\":\"님\"}";

    @TempDir Path directory;

    @Test
    void fieldsNumbersAndOrderOfANewerProgramStay() throws SQLException {
        try (Rig rig = Rig.seeded(directory, 1)) {
            StreamId id = rig.id("reservation");
            RecordedEvent booked = rig.decide(id, rig.book(), java.util.Map.of()).getFirst();
            String line =
                    "{ \"aura\" : 1.50,"
                            + RowJson.write(booked).substring(1).replaceAll("}$", "")
                            + ", \"halo\":{\"b\":1E2,\"a\":[ ]}}";
            rig.feed(FeedPage.parse(List.of(line)));
            rig.save(id, new Arrive());
            rig.restart();

            assertThat(envelope(booked.eventId())).isEqualTo(line);
        }
    }

    @Test
    void whatIsNoEventYetKeepsItsBytesToo() throws SQLException {
        try (Rig rig = Rig.seeded(directory, 2)) {
            StreamId id = rig.id("reservation");
            RecordedEvent booked = rig.decide(id, rig.book(), java.util.Map.of()).getFirst();
            ObjectNode later = Json.mapper().valueToTree(booked);
            later.put("position", rig.nextPosition()).put("version", 2);
            UUID eventId = rig.uuid();
            later.put("eventId", eventId.toString());
            // A newer program may put another thing into the place of the actor.
            later.put("actor", "a machine").put("subject", Rig.CUSTOMER.toString());
            String text = later.toString();
            String line = text.substring(0, text.length() - 1) + ",\"personal\":" + PERSONAL + "}";
            rig.feed(List.of(booked));
            rig.feed(FeedPage.parse(List.of(line)));

            assertThat(rig.submit(Change.of(id, new Arrive())))
                    .isEqualTo(new Submitted.Refused(Submission.UNKNOWN_EVENT));
            rig.restart();
            assertThat(rig.submit(Change.of(id, new Arrive())))
                    .isEqualTo(new Submitted.Refused(Submission.UNKNOWN_EVENT));
            assertThat(envelope(eventId)).isEqualTo(text);
            assertThat(read("SELECT fields FROM personal WHERE event_id = ?", eventId))
                    .isEqualTo(PERSONAL);
            assertThat(read("SELECT subject FROM personal WHERE event_id = ?", eventId))
                    .isEqualTo(Rig.CUSTOMER.toString());
        }
    }

    private @Nullable String envelope(UUID eventId) throws SQLException {
        return read("SELECT envelope FROM event WHERE event_id = ?", eventId);
    }

    private @Nullable String read(String sql, UUID eventId) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("desk.db"));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, eventId.toString());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
