/** Documents cut into passages, and passages that say the same found. */
@NullMarked
package tino.language.passage;

import org.jspecify.annotations.NullMarked;
