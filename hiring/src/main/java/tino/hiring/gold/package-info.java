/** The table that a classifier learns from: one row an applicant whose case is closed. */
@NullMarked
package tino.hiring.gold;

import org.jspecify.annotations.NullMarked;
