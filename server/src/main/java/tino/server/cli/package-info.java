/**
 * The command line. A command starts only what it needs; with {@code --json} standard output holds one JSON object and
 * nothing else.
 */
@NullMarked
package tino.server.cli;

import org.jspecify.annotations.NullMarked;
