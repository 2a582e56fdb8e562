-- Only streams that every desk needs are looked for by their kind; reservations and customers, nearly all there are, are not.
DROP INDEX stream_by_kind;
CREATE INDEX stream_by_kind ON stream (kind) WHERE kind IN ('staff', 'room', 'procedure', 'clinic');
