/** Questions with known answers, and the files they come in. */
@NullMarked
package tino.language.benchmark;

import org.jspecify.annotations.NullMarked;
