/** What the ranker sees of a professional. */
@NullMarked
package tino.marketplace.feature;

import org.jspecify.annotations.NullMarked;
