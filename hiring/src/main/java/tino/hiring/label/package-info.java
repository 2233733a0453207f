/** What became of an application. */
@NullMarked
package tino.hiring.label;

import org.jspecify.annotations.NullMarked;
