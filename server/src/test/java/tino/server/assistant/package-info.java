/** The assistant through the whole server. */
@NullMarked
package tino.server.assistant;

import org.jspecify.annotations.NullMarked;
