/** Files that are there wholly or not at all, and are what they were. */
@NullMarked
package tino.lifecycle.file;

import org.jspecify.annotations.NullMarked;
