/** Judging whoever answers on questions with known answers, and whether a change made answers better. */
@NullMarked
package tino.language.evaluate;

import org.jspecify.annotations.NullMarked;
