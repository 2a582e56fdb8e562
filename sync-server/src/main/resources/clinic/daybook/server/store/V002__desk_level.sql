-- The highest event schema set that the desk's program can read, as it last said; null: it never did.
ALTER TABLE desk ADD COLUMN level INTEGER;
