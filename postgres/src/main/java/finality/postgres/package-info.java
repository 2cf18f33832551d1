/**
 * PostgreSQL 18 as a child process: the real server, durable, behind a password, started, watched and stopped by this JVM.
 *
 * <p>Always: {@code fsync}, {@code synchronous_commit} and {@code full_page_writes} are on; a data directory belongs to
 * one process at a time; a server this code did not start is never used; nothing listens beyond 127.0.0.1.
 */
@NullMarked
package finality.postgres;

import org.jspecify.annotations.NullMarked;
