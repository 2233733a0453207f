/** Will this candidate be hired? From files of applicants and prospects to the table that a classifier learns from. */
@NullMarked
package tino.hiring;

import org.jspecify.annotations.NullMarked;
