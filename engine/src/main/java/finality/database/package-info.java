/**
 * The one database: found or started, checked, migrated, and handed out as two pools.
 *
 * <p>Always: commits are durable on the server in use or the engine does not start; {@code apiDataSource} logs in as a role
 * that row-level security binds, {@code pipelineDataSource} as one that it does not, and neither owns a table; while the database is
 * away, broken or standing still, nobody waits for it longer than a second. Owns no table but the migrations' history.
 */
@ApplicationModule(displayName = "Database", allowedDependencies = "postgres")
@NullMarked
package finality.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
