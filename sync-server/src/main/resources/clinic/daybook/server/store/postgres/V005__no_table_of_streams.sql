-- What version a stream has, and which streams there are, is what the log's own key says.
DROP TABLE stream;
