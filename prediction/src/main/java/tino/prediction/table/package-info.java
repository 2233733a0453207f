/** Anybody's table: columns of numbers, words, dates and yes or no, learned from and judged. */
@NullMarked
package tino.prediction.table;

import org.jspecify.annotations.NullMarked;
