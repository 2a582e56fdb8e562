-- Times are instants; what took time is whole seconds; money is whole units of the clinic's currency.

-- Whose events these are, and what made the tables below of them.
CREATE TABLE meta (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- How far each stream is counted. What is not above the version is a repeat.
CREATE TABLE stream (
    stream_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    unreadable BIGINT NOT NULL
);

-- The events that were counted, without anything personal, for counting them anew.
CREATE TABLE event (
    stream_id TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    recorded_at TIMESTAMPTZ NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (stream_id, version)
);
CREATE INDEX event_by_time ON event (recorded_at);

CREATE TABLE visit (
    stream_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    status TEXT NOT NULL,
    channel TEXT NOT NULL,
    customer_id TEXT COLLATE "C" NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    planned_minutes BIGINT NOT NULL,
    practitioner_id TEXT COLLATE "C",
    room_id TEXT COLLATE "C",
    booked_at TIMESTAMPTZ NOT NULL,
    arrived_at TIMESTAMPTZ,
    checked_in_at TIMESTAMPTZ,
    consultation_started_at TIMESTAMPTZ,
    consultation_finished_at TIMESTAMPTZ,
    departed_at TIMESTAMPTZ,
    waited_for_reception BIGINT NOT NULL,
    waited_for_consultation BIGINT NOT NULL,
    waited_for_treatment BIGINT NOT NULL,
    charged BIGINT NOT NULL,
    discounted BIGINT NOT NULL,
    received BIGINT NOT NULL
);
CREATE INDEX visit_by_start ON visit (starts_at);

-- `took` is null where nothing was finished, or a wrong clock says what cannot be.
CREATE TABLE treatment (
    stream_id TEXT COLLATE "C" NOT NULL,
    task_id TEXT COLLATE "C" NOT NULL,
    procedure_id TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    origin TEXT NOT NULL,
    seller_id TEXT COLLATE "C",
    practitioner_id TEXT COLLATE "C",
    room_id TEXT COLLATE "C",
    planned_minutes BIGINT NOT NULL,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    took BIGINT,
    charge BIGINT NOT NULL,
    PRIMARY KEY (stream_id, task_id)
);

-- Payments, and refunds with an amount below 0; what was voided is not here.
CREATE TABLE movement (
    stream_id TEXT COLLATE "C" NOT NULL,
    movement_id TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    method TEXT NOT NULL,
    amount BIGINT NOT NULL,
    moved_at TIMESTAMPTZ NOT NULL,
    handler_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (stream_id, movement_id)
);

CREATE TABLE staff (
    stream_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    departed BOOLEAN NOT NULL
);

CREATE TABLE menu (
    stream_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    price BIGINT NOT NULL,
    retired BOOLEAN NOT NULL
);

CREATE TABLE room (
    stream_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    closed BOOLEAN NOT NULL
);

CREATE TABLE clinic (
    stream_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT,
    zone TEXT NOT NULL,
    currency TEXT NOT NULL
);

-- The clinic's days begin at its midnight; a clinic that said nothing is in Seoul.
CREATE VIEW clinic_zone AS
    SELECT coalesce((SELECT zone FROM clinic ORDER BY stream_id LIMIT 1), 'Asia/Seoul') AS zone;

CREATE VIEW visits_by_day AS
    SELECT (v.starts_at AT TIME ZONE z.zone)::date AS day, v.channel,
        count(*) AS booked,
        count(*) FILTER (WHERE v.arrived_at IS NOT NULL) AS arrived,
        count(*) FILTER (WHERE v.status = 'departed') AS departed,
        count(*) FILTER (WHERE v.status = 'no-show') AS no_shows,
        count(*) FILTER (WHERE v.status = 'cancelled') AS cancelled,
        count(*) FILTER (WHERE v.status = 'left-unseen') AS left_unseen,
        sum(v.charged) AS charged, sum(v.discounted) AS discounted, sum(v.received) AS received
    FROM visit v CROSS JOIN clinic_zone z
    WHERE v.status <> 'entered-in-error'
    GROUP BY 1, 2;

CREATE VIEW waits_by_day AS
    SELECT (v.arrived_at AT TIME ZONE z.zone)::date AS day,
        count(*) AS visits,
        round(avg(v.waited_for_reception) / 60, 1) AS reception_minutes,
        round(avg(v.waited_for_consultation) / 60, 1) AS consultation_minutes,
        round(avg(v.waited_for_treatment) / 60, 1) AS treatment_minutes,
        max(v.waited_for_reception + v.waited_for_consultation + v.waited_for_treatment) / 60
            AS longest_minutes
    FROM visit v CROSS JOIN clinic_zone z
    WHERE v.arrived_at IS NOT NULL AND v.status <> 'entered-in-error'
    GROUP BY 1;

CREATE VIEW treatments_by_procedure AS
    SELECT (t.finished_at AT TIME ZONE z.zone)::date AS day, t.procedure_id,
        coalesce(m.name, max(t.name)) AS name,
        count(*) AS finished,
        count(*) FILTER (WHERE t.origin = 'upsell') AS sold_on_the_chair,
        round(avg(t.planned_minutes), 1) AS planned_minutes,
        round(avg(t.took) / 60, 1) AS actual_minutes,
        sum(t.charge) AS charged
    FROM treatment t CROSS JOIN clinic_zone z JOIN visit v USING (stream_id)
        LEFT JOIN menu m ON m.stream_id = t.procedure_id
    WHERE t.status = 'finished' AND v.status <> 'entered-in-error'
    GROUP BY 1, 2, m.name;

CREATE VIEW treatments_by_staff AS
    SELECT (t.finished_at AT TIME ZONE z.zone)::date AS day, t.practitioner_id AS staff_id, s.name,
        count(*) AS finished,
        round(avg(t.planned_minutes), 1) AS planned_minutes,
        round(avg(t.took) / 60, 1) AS actual_minutes,
        sum(t.charge) AS charged
    FROM treatment t CROSS JOIN clinic_zone z JOIN visit v USING (stream_id)
        LEFT JOIN staff s ON s.stream_id = t.practitioner_id
    WHERE t.status = 'finished' AND v.status <> 'entered-in-error'
    GROUP BY 1, 2, 3;

CREATE VIEW sales_by_staff AS
    SELECT (t.finished_at AT TIME ZONE z.zone)::date AS day, t.seller_id AS staff_id, s.name,
        count(*) AS sold, sum(t.charge) AS charged
    FROM treatment t CROSS JOIN clinic_zone z JOIN visit v USING (stream_id)
        LEFT JOIN staff s ON s.stream_id = t.seller_id
    WHERE t.seller_id IS NOT NULL AND t.status = 'finished' AND v.status <> 'entered-in-error'
    GROUP BY 1, 2, 3;

-- What changed hands on a day, whenever the visit was.
CREATE VIEW money_by_day AS
    SELECT (m.moved_at AT TIME ZONE z.zone)::date AS day, m.method,
        sum(m.amount) FILTER (WHERE m.kind = 'payment') AS received,
        -sum(m.amount) FILTER (WHERE m.kind = 'refund') AS refunded,
        sum(m.amount) AS kept
    FROM movement m CROSS JOIN clinic_zone z
    GROUP BY 1, 2;

CREATE VIEW money_by_channel AS
    SELECT (m.moved_at AT TIME ZONE z.zone)::date AS day, v.channel, sum(m.amount) AS kept
    FROM movement m CROSS JOIN clinic_zone z JOIN visit v USING (stream_id)
    GROUP BY 1, 2;

CREATE VIEW money_by_handler AS
    SELECT (m.moved_at AT TIME ZONE z.zone)::date AS day, m.handler_id AS staff_id, s.name,
        sum(m.amount) AS kept
    FROM movement m CROSS JOIN clinic_zone z LEFT JOIN staff s ON s.stream_id = m.handler_id
    GROUP BY 1, 2, 3;

-- How far the statistics are: the newest event that was counted, and those that no worker of this version could read.
CREATE VIEW freshness AS
    SELECT (SELECT max(recorded_at) FROM event) AS counted_up_to,
        (SELECT count(*) FROM event) AS events,
        (SELECT coalesce(sum(unreadable), 0) FROM stream) AS unreadable;
