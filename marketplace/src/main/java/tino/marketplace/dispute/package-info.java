/** Complaints about a professional, and their end. */
@NullMarked
package tino.marketplace.dispute;

import org.jspecify.annotations.NullMarked;
