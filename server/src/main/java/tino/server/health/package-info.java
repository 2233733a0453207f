/** Whether the server can do its work at present. */
@NullMarked
package tino.server.health;

import org.jspecify.annotations.NullMarked;
