/** The columns that are known of an applicant. */
@NullMarked
package tino.hiring.feature;

import org.jspecify.annotations.NullMarked;
