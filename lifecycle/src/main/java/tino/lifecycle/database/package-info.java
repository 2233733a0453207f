/** PostgreSQL: embedded or by URL, migrations, a pool. */
@NullMarked
package tino.lifecycle.database;

import org.jspecify.annotations.NullMarked;
