/** How good an order is. */
@NullMarked
package tino.ranking.metric;

import org.jspecify.annotations.NullMarked;
