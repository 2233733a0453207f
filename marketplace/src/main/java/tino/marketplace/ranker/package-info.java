/** The ranker of the marketplace: what it learns from and when it may be released. */
@NullMarked
package tino.marketplace.ranker;

import org.jspecify.annotations.NullMarked;
