/** Index updates that survive a crash. */
@NullMarked
package tino.search.outbox;

import org.jspecify.annotations.NullMarked;
