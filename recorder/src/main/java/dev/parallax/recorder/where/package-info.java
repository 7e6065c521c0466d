/**
 * Which exchanges are meant: expressions in CEL, the Common Expression Language, over an exchange.
 *
 * <pre>
 * id, service, session   string
 * endpoint               string: GET /users/{id}, as reports name it
 * request                method, target, path, query (map), headers (map), body
 * response               status, headers (map), trailers (map), body; status 0 where none came
 * startedAt              timestamp
 * duration               duration, to the response's last byte
 * failure                string: RESET, RESPONSE_TIMEOUT, …; empty if the exchange completed
 * </pre>
 *
 * <p>Names in maps of headers are in lower case, and lines of one name are joined; of a query, the
 * first value of each name, decoded. A body is what its JSON says, else its text, and of streams
 * the list of that; it is read when it is asked for. All of it is as it was recorded: sanitised.
 *
 * <p>An expression is compiled once, and then asked of one exchange after another, by any thread.
 */
@NullMarked
package dev.parallax.recorder.where;

import org.jspecify.annotations.NullMarked;
